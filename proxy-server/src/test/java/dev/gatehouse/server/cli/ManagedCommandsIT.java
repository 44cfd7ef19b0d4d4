package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Commands about repositories and upstreams, over the real server. */
class ManagedCommandsIT {
    private static final String URL =
            "https://a-registry-with-a-long-name.internal.example/artifacts/npm/all-of-them/";

    @TempDir private Path directory = Path.of("");
    private RunningGate gate;
    private Desk desk;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        gate = RunningGate.managed(Files.createDirectory(directory.resolve("server")), clock());
        desk = new Desk(Files.createDirectory(directory.resolve("desk")));
        desk.environment.put("GATEHOUSE_URL", gate.mount("x", "y").resolve("/").toString());
        desk.environment.put("GATEHOUSE_TOKEN", RunningGate.TOKEN);
    }

    private static InstantSource clock() {
        return InstantSource.system();
    }

    @AfterEach
    void stop() throws IOException {
        gate.close();
    }

    private String run(int exit, String... arguments) {
        assertThat(desk.run(arguments)).as(desk.out + desk.err).isEqualTo(exit);
        return desk.out;
    }

    @Test
    void repositoriesAreAddedListedAndRemoved() {
        assertThat(run(0, "repo", "add", "main", "--description", "what we build"))
                .contains("Added main");
        assertThat(run(0, "repo", "list")).contains("NAME", "main", "managed");
        assertThat(run(0, "repo", "list", "--json"))
                .contains("\"description\" : \"what we build\"");

        run(2, "repo", "add", "main");
        assertThat(desk.err).contains("slug: There is a repository of this name already.");
        run(0, "repo", "remove", "main", "--yes");
        run(1, "repo", "remove", "main", "--yes");
        assertThat(desk.err).contains("There is no repository main.");
    }

    @Test
    void theOnlyRepositoryNeedNotBeNamedAndOfSeveralAllAreTold() {
        run(2, "explain", "npm", "x");
        assertThat(desk.err).contains("there is no repository yet");
        run(0, "repo", "add", "main");

        assertThat(run(0, "explain", "npm", "x")).isNotEmpty();
        run(0, "trust", "claim", "npm", "x", "--reason", "ours");
        run(0, "trust", "shared");
        assertThat(run(0, "use", "npm")).contains("/main/npm/");

        run(0, "repo", "add", "other");
        run(2, "explain", "npm", "x");
        assertThat(desk.err).contains("there are several repositories: main, other");
        run(0, "explain", "npm", "x", "--repository", "other");
    }

    @Test
    void upstreamsAreAddedListedChangedAndRemoved() {
        run(0, "repo", "add", "main");
        run(0, "upstream", "add", "main", "pypi", "internal", URL, "--priority", "3");

        assertThat(run(0, "upstream", "set", "main", "pypi", "internal", "--trust", "untrusted"))
                .contains(
                        "Changed internal: untrusted, priority 3; in force for the next request.");
        run(0, "upstream", "set", "main", "pypi", "internal", "--field", "index_ttl=1m");

        String list = run(0, "upstream", "list", "main", "pypi");
        assertThat(list).contains("NAME", "internal", "untrusted", "cache");
        assertThat(list.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(run(0, "upstream", "list", "main", "python", "--json"))
                .contains("\"index_ttl\" : \"1m\"");

        run(2, "upstream", "set", "main", "pypi", "internal", "--priority", "0");
        assertThat(desk.err).contains("priority: ");
        run(1, "upstream", "set", "main", "pypi", "other", "--priority", "2");
        run(0, "upstream", "remove", "main", "pypi", "internal");
        run(1, "upstream", "remove", "main", "pypi", "internal");
    }

    @Test
    void theExportIsAFileThatCanBeUsed() throws IOException {
        run(0, "repo", "add", "main");
        run(0, "upstream", "add", "main", "npm", "internal", URL, "--trust", "untrusted");

        desk.write("exported.yaml", run(0, "export"));

        assertThat(run(0, "check", "--config", desk.directory.resolve("exported.yaml").toString()))
                .contains("trust: untrusted", URL);
    }

    @Test
    void aDryRunTellsWhatAReloadWouldChangeAndChangesNothing() throws Exception {
        String upstream = "upstreams:\n  - {name: a, url: \"http://127.0.0.1:9/\", trust: %s}\n";
        gate.write(RunningGate.npm("main", upstream.formatted("trusted")));
        assertThat(run(0, "reload"))
                .contains("repository main: added", "main npm upstream a: added as trusted");

        gate.write(
                RunningGate.npm(
                        "main", upstream.formatted("untrusted").replace("name: a", "name: b")));
        String told = run(0, "reload", "--dry-run");

        assertThat(told)
                .contains("main npm upstream a: renamed to b; keeps its provenance")
                .contains("main npm upstream b trust: trusted -> untrusted")
                .contains("nothing is changed yet");
        assertThat(run(0, "upstream", "list", "main", "npm")).contains("a  ", "trusted");
        assertThat(run(0, "reload")).contains("renamed to b");
        assertThat(run(0, "upstream", "list", "main", "npm")).contains("b  ", "untrusted");
        assertThat(run(0, "reload", "--dry-run")).contains("would change nothing");

        gate.write(RunningGate.npm("main", upstream.formatted("sometimes")));
        run(2, "reload", "--dry-run");
        assertThat(desk.err).contains("gatehouse.yaml:").contains("expected trusted or untrusted");
    }
}
