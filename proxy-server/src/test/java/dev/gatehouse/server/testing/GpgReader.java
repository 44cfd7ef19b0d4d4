package dev.gatehouse.server.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Somebody who has keys of others and verifies with the GnuPG of this machine. */
public final class GpgReader {
    private final Path home;

    private GpgReader(Path home) {
        this.home = home;
    }

    /** A new one in an empty directory; the test is skipped as by {@link Signer#of}. */
    public static GpgReader of(Path home) throws IOException, InterruptedException {
        Signer.requireGpg();
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        return new GpgReader(home);
    }

    /** Takes the keys of a file. */
    public GpgReader take(String armored) throws IOException, InterruptedException {
        Path file = Files.createTempFile(home, "keys", ".asc");
        Files.writeString(file, armored);
        run("--import", file.toString()).succeeds();
        return this;
    }

    /** What it says of the detached signature of a content. */
    public ClientTool.Run verify(byte[] content, String signature)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile(home, "content", "");
        Files.write(file, content);
        Path beside = Files.createTempFile(home, "signature", ".asc");
        Files.writeString(beside, signature);
        return run("--verify", beside.toString(), file.toString());
    }

    private ClientTool.Run run(String... arguments) throws IOException, InterruptedException {
        return ClientTool.of(home, "gpg", "--batch", "--homedir", home.toString())
                .run(home, arguments);
    }
}
