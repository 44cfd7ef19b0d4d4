package dev.gatehouse.benchmarks;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.SignedFile;
import dev.gatehouse.core.signature.Verification;
import dev.gatehouse.server.pgp.KeyDirectory;
import dev.gatehouse.server.pgp.PgpSources;
import dev.gatehouse.server.pgp.PgpVerifier;
import dev.gatehouse.server.pgp.WeakSignatures;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What the judgement of a signature over 50 MiB costs, beside hashing them: the one divided by the
 * other shall be below 1.3.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SignatureHash {
    /** A key that was made for this, and its SHA-256 signature over 50 MiB of zeros. */
    private static final String KEY =
            """
            -----BEGIN PGP PUBLIC KEY BLOCK-----

            mDMEawLGWRYJKwYBBAHaRw8BAQdAafujdZzjF+2rWvncaDbgC9EJ+0HzM/t0Caf8
            duh5i+S0A2FAYoiQBBMWCAA4FiEEwLV7knnNLn+70ZGCRy/dW0zOxXsFAmsCxlkC
            GwMFCwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQRy/dW0zOxXvjBQD+K/E2mLJw
            7/GPrc1tJXxkdW9KlSybXB3Lpse7smxZ+8cA/Rqwh01ctW3IhAwujDZ9IhChg37h
            8Ll9p43JdtRLoyEE
            =PGtp
            -----END PGP PUBLIC KEY BLOCK-----
            """;

    private static final String SIGNATURE =
            """
            -----BEGIN PGP SIGNATURE-----

            iHUEABYIAB0WIQTAtXuSec0uf7vRkYJHL91bTM7FewUCawLK0QAKCRBHL91bTM7F
            e+AvAP0ZBhapc1VIN9FbBshZMm9Yo8EIA/Vlyu9CbUKm/yHEzgD/YdJRIgXQqkdL
            SI+ESbMFNt3MrpW8jJQ9N3oPrKHnUg4=
            =qjl2
            -----END PGP SIGNATURE-----
            """;

    private final byte[] zeros = new byte[50 << 20];
    private final byte[] signature = SIGNATURE.getBytes(StandardCharsets.US_ASCII);
    private Optional<Path> directory = Optional.empty();
    private Optional<PgpVerifier> verifier = Optional.empty();

    /** Lays the key out, and makes sure that it is judged at all. */
    @Setup
    public void layOut() throws IOException {
        var keys = Files.createTempDirectory("keys");
        Files.writeString(keys.resolve("KEYS"), KEY);
        InstantSource clock = InstantSource.fixed(Instant.parse("2027-01-01T00:00:00Z"));
        var sources = new PgpSources(Optional.of(keys), Optional.empty(), WeakSignatures.ACCEPT);
        directory = Optional.of(keys);
        verifier =
                Optional.of(
                        new PgpVerifier(
                                new KeyDirectory(sources, clock), WeakSignatures.ACCEPT, clock));
        if (!verify().signed()) {
            throw new IllegalStateException("the signature is not good: " + verify().best());
        }
    }

    /** Takes the key away. */
    @TearDown
    public void takeAway() throws IOException {
        Files.delete(directory.orElseThrow().resolve("KEYS"));
        Files.delete(directory.orElseThrow());
    }

    /** Only the hash. */
    @Benchmark
    public Digest hash() {
        return Digest.compute(DigestAlgorithm.SHA256, zeros);
    }

    /** Hash, arithmetic, keys, rule. */
    @Benchmark
    public Verification verify() throws IOException {
        var file =
                new SignedFile(
                        new PackageName(new FormatId("maven"), "org.example:lib"),
                        new Version("1.2"),
                        new FileName("lib-1.2.jar"),
                        new Bytes(zeros),
                        Set.of());
        return verifier.orElseThrow().verify(file, signature);
    }

    private static final class Bytes implements SignedContent {
        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }
}
