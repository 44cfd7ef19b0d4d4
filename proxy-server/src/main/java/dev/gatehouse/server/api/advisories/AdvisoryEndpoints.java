package dev.gatehouse.server.api.advisories;

import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.advisory.AdvisoryBook;
import dev.gatehouse.server.advisory.ImportOutcome;
import dev.gatehouse.server.advisory.ImportReport;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which advisories are in force, and their import. Thread-safe. */
final class AdvisoryEndpoints {
    private static final int LONGEST_NAME = 200;

    private final AdvisoryDesk desk;
    private final Json json;

    AdvisoryEndpoints(AdvisoryDesk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    Response status(ApiCall call) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("declared_source", desk.declared().orElse(null));
        shape.put("set", desk.book().current().map(AdvisoryEndpoints::shape).orElse(null));
        shape.put(
                "failure",
                desk.book()
                        .failure()
                        .<Object>map(f -> Map.of("at", f.at().toString(), "reason", f.reason()))
                        .orElse(null));
        return json.answer(200, shape);
    }

    /**
     * The body is a zip file; it is written to the disk first, so one that is cut changes nothing.
     */
    Response take(ApiCall call) throws IOException, InterruptedException {
        String source = call.parameter("source").orElse("an upload");
        if (source.length() > LONGEST_NAME || source.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.invalid("source", "expected at most 200 letters");
        }
        if (desk.declared().isPresent()) {
            throw ApiException.conflict(
                    "Advisories come from %s, which osv.source in the configuration names."
                            .formatted(desk.declared().get()));
        }
        Path file = Files.createTempFile(desk.room(), "sent-", ".zip");
        try {
            try (InputStream body = call.request().body().open()) {
                Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return answer(desk.book().take(file, new AdvisoryBook.Origin(source, "", call.by())));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Response answer(ImportOutcome outcome) {
        return switch (outcome) {
            case ImportOutcome.Done(ImportReport report) -> json.answer(200, shape(report));
            case ImportOutcome.Refused(String reason) ->
                    throw ApiException.unprocessable(
                            "body", reason + "; the advisories in force stay");
            case ImportOutcome.Busy() ->
                    throw ApiException.conflict("Another import is under way.");
        };
    }

    private static Map<String, Object> shape(ImportReport report) {
        Map<String, Object> shape = shape(report.set());
        shape.put("ignored", report.ignored());
        shape.put(
                "problems",
                report.problems().stream()
                        .map(p -> Map.of("file", p.file(), "reason", p.reason()))
                        .toList());
        return shape;
    }

    private static Map<String, Object> shape(AdvisorySet set) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", set.id());
        shape.put("source", set.source());
        shape.put("imported_at", set.importedAt().toString());
        shape.put("kept", set.counts().kept());
        shape.put("withdrawn", set.counts().withdrawn());
        shape.put("elsewhere", set.counts().elsewhere());
        shape.put("repeated", set.counts().repeated());
        shape.put("refused", set.counts().refused());
        return shape;
    }
}
