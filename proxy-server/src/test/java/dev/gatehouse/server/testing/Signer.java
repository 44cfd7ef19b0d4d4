package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Somebody with a key of their own, who signs with the GnuPG of this machine. */
public final class Signer {
    private final Path home;

    private Signer(Path home) {
        this.home = home;
    }

    /**
     * A new one, with that name, in an empty directory. Without GnuPG on the machine the test is
     * skipped, in CI it fails.
     */
    public static Signer of(Path home, String name) throws IOException, InterruptedException {
        requireGpg();
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Signer signer = new Signer(home);
        signer.gpg("--quick-generate-key", name + " <" + name + "@example.org>", "ed25519", "sign");
        return signer;
    }

    /** Without GnuPG on the machine the test is skipped, in CI it fails. */
    static void requireGpg() throws InterruptedException {
        boolean found;
        try {
            found = new ProcessBuilder("gpg", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            found = false;
        }
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as("a gpg on the PATH").isTrue();
        }
        assumeThat(found).as("skipped: no gpg on the PATH").isTrue();
    }

    /** Writes the public key where a server finds it. */
    public Signer publish(Path keyring) throws IOException, InterruptedException {
        Files.createDirectories(keyring.toAbsolutePath().getParent());
        gpg("--armor", "--output", keyring.toString(), "--export");
        return this;
    }

    /** Signs a file; the signature lies beside it. */
    public Path sign(Path file) throws IOException, InterruptedException {
        Path signature = file.resolveSibling(file.getFileName() + ".asc");
        Files.deleteIfExists(signature);
        gpg("--armor", "--detach-sign", file.toString());
        return signature;
    }

    private void gpg(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "gpg",
                                "--homedir",
                                home.toString(),
                                "--no-options",
                                "--batch",
                                "--pinentry-mode",
                                "loopback",
                                "--passphrase",
                                ""));
        command.addAll(List.of(arguments));
        Path output = home.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("gpg did not end: " + command);
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
