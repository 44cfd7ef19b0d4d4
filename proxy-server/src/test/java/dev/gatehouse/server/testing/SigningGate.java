package dev.gatehouse.server.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Servers whose repositories sign what is published in them. */
public final class SigningGate {
    /** 32 bytes that stand for a secret. */
    public static final String KEY = "c2lnbmluZy1rZXktb2YtdGVzdHMtMzItYnl0ZXMtISE=";

    private SigningGate() {}

    /** Starts one; each repository signs. */
    public static RunningGate start(Path directory, String repositories)
            throws IOException, InterruptedException {
        return start(directory, repositories, "");
    }

    /** The same with further lines of the configuration. */
    public static RunningGate start(Path directory, String repositories, String more)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        return RunningGate.start(
                directory, signing(repositories) + lines(KEY) + more, InstantSource.system());
    }

    /** The top-level lines with that key. */
    public static String lines(String key) {
        return "signing:\n  key: " + key + "\n";
    }

    /** The same repositories, each of which signs. */
    public static String signing(String repositories) {
        return repositories.replaceAll(
                "(?m)^(  [a-z]+:\n)(?=    (?:npm|pypi|maven):\n)",
                "$1    signing: {enabled: true}\n");
    }
}
