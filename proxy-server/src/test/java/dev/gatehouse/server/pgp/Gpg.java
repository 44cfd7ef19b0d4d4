package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** GnuPG of this machine, in a home of its own, at the time of the tables. */
final class Gpg {
    private final Path home;

    private Gpg(Path home) {
        this.home = home;
    }

    /** In that empty directory; without it on the machine the test is skipped, in CI it fails. */
    static Gpg in(Path home) throws IOException, InterruptedException {
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
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        return new Gpg(home);
    }

    /**
     * What it says of each signed message with that key ring, by file name: the words of its status
     * that decide. Asks for many at once: a process each would take minutes. It may stop at one
     * that is bad, and is then asked for those that are left.
     */
    Map<String, Set<String>> verify(Path ring, List<Path> messages)
            throws IOException, InterruptedException {
        var said = new LinkedHashMap<String, Set<String>>();
        var left = new ArrayList<>(messages);
        while (!left.isEmpty()) {
            int before = left.size();
            said.putAll(verifyAsFarAsItGoes(ring, left));
            left.removeIf(message -> said.containsKey(name(message)));
            assertThat(left).as("gpg says nothing").hasSizeLessThan(before);
        }
        return said;
    }

    private Map<String, Set<String>> verifyAsFarAsItGoes(Path ring, List<Path> messages)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "--no-default-keyring",
                                "--keyring",
                                ring.toString(),
                                "--faked-system-time",
                                "20260101T000000",
                                "--status-fd",
                                "1",
                                "--multifile",
                                "--verify"));
        messages.forEach(message -> command.add(message.toString()));
        var said = new LinkedHashMap<String, Set<String>>();
        Set<String> words = new TreeSet<>();
        for (var line : run(command)) {
            var parts = line.split(" ", -1);
            if (parts.length > 3 && parts[1].equals("FILE_START")) {
                words = new TreeSet<>();
                said.put(name(Path.of(parts[3])), words);
            } else if (parts.length > 1 && parts[1].endsWith("SIG")) {
                words.add(parts[1]);
            }
        }
        return said;
    }

    private static String name(Path message) {
        return String.valueOf(message.getFileName());
    }

    /** Lets it make something, half a year before the time of the tables; it must succeed. */
    void make(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "--faked-system-time",
                                "20250701T000000",
                                "--pinentry-mode",
                                "loopback",
                                "--passphrase",
                                ""));
        command.addAll(List.of(arguments));
        assertThat(start(command)).as(() -> errors()).isZero();
    }

    private String errors() {
        try {
            return Files.readString(home.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Runs it; whatever its exit code, its standard output says what there is to know. */
    List<String> run(List<String> arguments) throws IOException, InterruptedException {
        start(arguments);
        return Files.readString(home.resolve("output")).lines().toList();
    }

    private int start(List<String> arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "gpg",
                                "--homedir",
                                home.toString(),
                                "--no-options",
                                "--batch",
                                "--no-auto-check-trustdb",
                                "--trust-model",
                                "always"));
        command.addAll(arguments);
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(home.resolve("output").toFile())
                        .redirectError(home.resolve("errors").toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("gpg did not end: " + command);
        }
        return process.exitValue();
    }
}
