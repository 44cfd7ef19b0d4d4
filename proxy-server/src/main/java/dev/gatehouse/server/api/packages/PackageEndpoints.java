package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.PublishService;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What may be done to a version that was published here. Thread-safe. */
final class PackageEndpoints {
    private final PublishService publications;
    private final Repositories repositories;
    private final Json json;

    PackageEndpoints(PublishService publications, Repositories repositories, Json json) {
        this.publications = publications;
        this.repositories = repositories;
        this.json = json;
    }

    /** The body may have a reason, which users of the version are shown. */
    Response yank(ApiCall call) throws IOException, InterruptedException {
        BodyFields fields = json.body(call.request());
        Optional<String> reason = fields.optional("reason");
        fields.end();
        return command(call, new LocalCommand.Yank(version(call), reason.orElse("")), "yanked");
    }

    Response unyank(ApiCall call) throws IOException, InterruptedException {
        return command(call, new LocalCommand.Unyank(version(call)), "available");
    }

    Response delete(ApiCall call) throws IOException, InterruptedException {
        return command(call, new LocalCommand.Delete(version(call)), "deleted");
    }

    private static Version version(ApiCall call) {
        try {
            return new Version(call.variable("version"));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("version", String.valueOf(e.getMessage()));
        }
    }

    private Response command(ApiCall call, LocalCommand command, String state)
            throws IOException, InterruptedException {
        Mount<?, ?> mount = repositories.mount(call, call.variable("format"));
        PackageName name = Repositories.name(mount, call.variable("package"));
        Optional<Refusal> refusal =
                publications.command(mount, name, command, call.request().principal());
        if (refusal.isPresent()) {
            throw refused(refusal.get());
        }
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("format", name.format().value());
        done.put("package", name.value());
        done.put("version", command.version().value());
        done.put("state", state);
        return json.answer(200, done);
    }

    private static ApiException refused(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound missing -> ApiException.missing(missing.text());
            case Refusal.Invalid invalid -> ApiException.invalid("format", invalid.text());
            case Refusal.Blocked _,
                    Refusal.Held _,
                    Refusal.Undecided _,
                    Refusal.Exists _,
                    Refusal.Conflict _,
                    Refusal.TooLarge _,
                    Refusal.Forbidden _,
                    Refusal.BadUpstream _ ->
                    ApiException.conflict(refusal.text());
        };
    }
}
