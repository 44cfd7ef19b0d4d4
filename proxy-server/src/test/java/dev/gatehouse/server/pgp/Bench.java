package dev.gatehouse.server.pgp;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.SignedContent;
import dev.gatehouse.core.signature.SignedFile;
import dev.gatehouse.core.signature.Verification;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A key directory and a judge over it, at the time of the tables. */
final class Bench {
    private final Path directory;
    private final Path map;
    private WeakSignatures weak = WeakSignatures.ACCEPT;
    private Set<Fingerprint> pins = Set.of();
    private String name = "org.example:lib";

    /** Keys go below that empty directory. */
    Bench(Path root) {
        directory = root.resolve("keys");
        map = root.resolve("keys.map");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path directory() {
        return directory;
    }

    Bench ring(String file, byte[] bytes) {
        try {
            Files.write(directory.resolve(file), bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    Bench map(String text) {
        try {
            Files.writeString(map, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    Bench reject() {
        weak = WeakSignatures.REJECT;
        return this;
    }

    Bench pins(Fingerprint... accepted) {
        pins = Set.of(accepted);
        return this;
    }

    Bench name(String other) {
        name = other;
        return this;
    }

    KeyDirectory keys() {
        return new KeyDirectory(
                new PgpSources(
                        Optional.of(directory),
                        Files.exists(map) ? Optional.of(map) : Optional.empty(),
                        weak),
                () -> CertificateTable.NOW);
    }

    Verification verify(byte[] signature) {
        return verify(signature, SignatureTable.CONTENT);
    }

    Verification verify(byte[] signature, byte[] content) {
        return verify(keys(), signature, content);
    }

    Verification verify(KeyDirectory keys, byte[] signature, byte[] content) {
        try {
            return new PgpVerifier(keys, weak, () -> CertificateTable.NOW)
                    .verify(file(content), signature);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    SignedFile file(byte[] content) {
        return new SignedFile(
                new PackageName(new FormatId(name.contains(":") ? "maven" : "pypi"), name),
                new Version("1.2"),
                new FileName("lib-1.2.jar"),
                new Bytes(content),
                pins);
    }

    static byte[] joined(List<byte[]> parts) {
        var all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
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
