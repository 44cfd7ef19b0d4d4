package dev.gatehouse.server.rego;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Keeps compiled policies as files of a directory, each named by the digest of its text. */
public final class WasmDirectory implements WasmStore {
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

    private Path file(String digest) {
        return directory.resolve(digest + ".wasm");
    }
}
