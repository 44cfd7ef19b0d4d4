package dev.gatehouse.server.pgp;

import dev.gatehouse.server.testing.MadeUpRepository;
import dev.gatehouse.server.testing.RecordedRequest;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.Shelf;

import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A Maven repository whose signatures are as a test wants them; else there are none. Thread-safe.
 */
final class SignedFiles implements Function<RecordedRequest, Script> {
    private static final Instant SIGNED = Instant.parse("2025-06-01T00:00:00Z");

    private final Shelf shelf = new Shelf();
    private final MadeUpRepository repository = new MadeUpRepository(shelf);
    private final Map<String, Script> signatures = new ConcurrentHashMap<>();

    /** A new version without signatures. */
    SignedFiles add(String name, String version) {
        shelf.add(name, version, "of the source");
        return this;
    }

    /** POM and JAR have signatures by that key from now on. */
    SignedFiles sign(String name, String version, PGPKeyPair key) {
        answer(name, version, "pom", sealed(key, MadeUpRepository.pom(name, version)));
        return answer(name, version, "jar", sealed(key, jar(name, version)));
    }

    static String jar(String name, String version) {
        return MadeUpRepository.jar(new Shelf.Item(name, version, "of the source"));
    }

    /** The signature of one file is that from now on. */
    SignedFiles answer(String name, String version, String extension, Script answer) {
        signatures.put("/" + MadeUpRepository.file(name, version, extension + ".asc"), answer);
        return this;
    }

    static Script sealed(PGPKeyPair key, String bytes) {
        return Script.bytes(seal(key, bytes).getBytes(StandardCharsets.UTF_8));
    }

    /** A signature of that text, one byte for each character. */
    static String seal(PGPKeyPair key, String bytes) {
        byte[] content = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return Armored.signature(
                Seal.onBytes(key, PGPSignature.BINARY_DOCUMENT, content, Said.at(SIGNED)));
    }

    /** What the owner of a key gives others. */
    static String certificate(PGPKeyPair key) {
        return Armored.key(new CertificateMaker(key).user().bytes());
    }

    @Override
    public Script apply(RecordedRequest request) {
        return request.path().endsWith(".asc")
                ? signatures.getOrDefault(request.path(), Script.status(404))
                : repository.apply(request);
    }
}
