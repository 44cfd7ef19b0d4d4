package dev.gatehouse.server.testing;

import dev.gatehouse.server.testing.ClientTool.Run;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real {@code cloudsmith} command, pointed at a gate; it talks to nobody else. */
public final class CloudsmithTool {
    private final JsonMapper json = new JsonMapper();
    private final Path home;
    private final ClientTool client;

    private CloudsmithTool(Path home, ClientTool client) {
        this.home = home;
        this.client = client;
    }

    /**
     * The command; without it the test is skipped with a line, with {@code CI=true} it fails.
     *
     * @param key what it sends as its key; empty for none
     */
    public static CloudsmithTool of(Path home, RunningGate gate, String key)
            throws IOException, InterruptedException {
        URI api = gate.mount("x", "y").resolve("/api");
        ClientTool client =
                PythonClients.isolated(home, PythonClients.cloudsmith())
                        .without("CLOUDSMITH_")
                        .without("http_proxy")
                        .without("https_proxy")
                        .with("CLOUDSMITH_API_HOST", api.toString())
                        .with("CLOUDSMITH_NO_TELEMETRY", "1")
                        .with("CLOUDSMITH_NO_UPDATE_CHECK", "1")
                        .with("CLOUDSMITH_NO_KEYRING", "1")
                        .with("NO_COLOR", "1");
        return new CloudsmithTool(
                home, key.isEmpty() ? client : client.with("CLOUDSMITH_API_KEY", key));
    }

    /** Runs it. */
    public Run run(String... arguments) throws IOException, InterruptedException {
        return client.run(home, arguments);
    }

    /** Runs it, which must succeed, and reads the JSON that it prints. */
    public JsonNode json(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-F", "json"));
        String output = run(all.toArray(String[]::new)).succeeds().output();
        // The first line is the command itself; warnings may stand before the document.
        String printed = output.substring(output.indexOf('\n') + 1);
        return json.readTree(printed.substring(printed.indexOf('{')));
    }

    /** A file that commands are given, such as a repository to make. */
    public Path file(String name, String content) throws IOException {
        return Files.writeString(home.resolve(name), content);
    }
}
