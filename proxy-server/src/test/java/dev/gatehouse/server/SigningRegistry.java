package dev.gatehouse.server;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RecordedRequest;
import dev.gatehouse.server.testing.Script;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** An npm registry with one package, which it signs as a test says. */
final class SigningRegistry implements Function<RecordedRequest, Script> {
    private static final String ID = "SHA256:made-up";

    private final NpmPackage one;
    private final MadeUpRegistry registry;
    private final KeyPair pair = pair();
    private volatile String signed;
    private volatile Script keys;

    SigningRegistry(NpmPackage one) {
        this.one = one;
        this.registry = MadeUpRegistry.of(one);
        this.signed = one.name() + "@" + one.version() + ":" + one.integrity();
        this.keys = Script.json(keys("null"));
    }

    /** Its key has that end, as JSON. */
    SigningRegistry expiring(String end) {
        keys = Script.json(keys(end));
        return this;
    }

    SigningRegistry tellingKeysBy(Script answer) {
        keys = answer;
        return this;
    }

    /** It has signed something else. */
    SigningRegistry signing(String text) {
        signed = text;
        return this;
    }

    @Override
    public Script apply(RecordedRequest request) {
        String path = request.path();
        if (path.equals("/-/npm/v1/keys")) {
            return keys;
        }
        if (!path.equals("/" + one.name())) {
            return registry.apply(request);
        }
        String base = "http://" + request.header("Host").orElseThrow() + "/";
        String signature = "{\"keyid\":\"%s\",\"sig\":\"%s\"}".formatted(ID, sign(signed));
        return Script.json(
                MadeUpRegistry.packument(one.name(), List.of(one), base)
                        .replace("\"dist\":{", "\"dist\":{\"signatures\":[" + signature + "],"));
    }

    private String keys(String end) {
        return """
        {"keys":[{"expires":%s,"keyid":"%s","keytype":"ecdsa-sha2-nistp256",
                  "scheme":"ecdsa-sha2-nistp256","key":"%s"}]}
        """
                .formatted(
                        end, ID, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sign(String text) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
