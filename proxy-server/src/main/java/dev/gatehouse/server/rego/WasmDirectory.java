package dev.gatehouse.server.rego;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;

/** Keeps compiled policies as files of a directory, each named by the digest of its text. */
public final class WasmDirectory implements WasmStore {
    private static final String END = ".wasm";

    private final Path directory;

    /** In that directory, which is made when something is kept. */
    public WasmDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<byte[]> find(String digest) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(digest)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(String digest, byte[] wasm) throws IOException {
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, "policy", ".draft");
        try {
            Files.write(draft, wasm);
            Files.move(
                    draft,
                    file(digest),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public void retain(Set<String> digests) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.newDirectoryStream(directory, "*" + END)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!digests.contains(name.substring(0, name.length() - END.length()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path file(String digest) {
        return directory.resolve(digest + END);
    }
}
