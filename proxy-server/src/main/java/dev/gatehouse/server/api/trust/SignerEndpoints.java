package dev.gatehouse.server.api.trust;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.SignerService;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who signs a package, as far as is known, and who else may. Thread-safe. */
final class SignerEndpoints {
    private final SignerService signers;
    private final Repositories repositories;
    private final Json json;

    SignerEndpoints(SignerService signers, Repositories repositories, Json json) {
        this.signers = signers;
        this.repositories = repositories;
        this.json = json;
    }

    Response list(ApiCall call) throws IOException {
        Mount<?, ?> mount = repositories.mount(call, call.variable("format"));
        PackageName name = Repositories.name(mount, call.variable("package"));
        return json.answer(200, shape(mount, name, signers.known(mount, name)));
    }

    /** Vouches for a signer; what was held back for its sake is judged again. */
    Response accept(ApiCall call) throws IOException, InterruptedException {
        Mount<?, ?> mount = repositories.mount(call, call.variable("format"));
        PackageName name = Repositories.name(mount, call.variable("package"));
        BodyFields fields = json.body(call.request());
        String written = fields.required("fingerprint");
        String reason = fields.required("reason");
        fields.end();
        if (!SignerService.isPossible(mount)) {
            throw ApiException.unprocessable(
                    "format",
                    "Packages of %s are signed by their registry: there is no signer to accept."
                            .formatted(name.format()));
        }
        Pins known = signers.accept(mount, name, fingerprint(written), call.by(), reason);
        return json.answer(200, shape(mount, name, known));
    }

    private static Fingerprint fingerprint(String written) {
        try {
            return new Fingerprint(written);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("fingerprint", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> shape(Mount<?, ?> mount, PackageName name, Pins known) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("format", name.format().value());
        shape.put("package", name.value());
        shape.put("pinning", mount.settings().pinning().word());
        shape.put("signers", known.signers().stream().map(SignerEndpoints::shape).toList());
        return shape;
    }

    private static Map<String, @Nullable Object> shape(PinnedSigner signer) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("fingerprint", signer.fingerprint().hex());
        shape.put("first_seen", signer.firstSeen().toString());
        shape.put("learned_from", signer.learnedFrom().orElse(null));
        shape.put("accepted", signer.accepted().map(SignerEndpoints::shape).orElse(null));
        return shape;
    }

    private static Map<String, Object> shape(PinnedSigner.Acceptance accepted) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("by", accepted.by());
        shape.put("reason", accepted.reason());
        shape.put("at", accepted.at().toString());
        return shape;
    }
}
