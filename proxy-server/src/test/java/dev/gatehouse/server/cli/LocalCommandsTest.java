package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.Secret;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Commands that need no running server. */
class LocalCommandsTest {
    private static final String CONFIG =
            """
            server:
              listen: 127.0.0.1:4283
            repositories:
              tools: {}
              main:
                npm: {upstreams: []}
            """;

    @TempDir private Path directory = Path.of("");
    private Desk desk = new Desk(directory);

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(directory);
        Files.createDirectory(directory.resolve("home"));
        Files.writeString(directory.resolve("home/.npmrc"), "registry=https://registry.example/\n");
    }

    @Test
    void initWritesAConfigurationWithTheFoundRegistryAsUntrusted() {
        int code = desk.run("init");

        assertThat(code).isZero();
        assertThat(directory.resolve("gatehouse.yaml"))
                .content()
                .contains("https://registry.example/", "trust: untrusted");
        assertThat(desk.out).contains("untrusted", "safe from the start", "gh_first");
        assertThat(desk.stores).containsExactly(directory.toAbsolutePath().resolve("data"));
        assertThat(desk.run("check")).isZero();
    }

    @Test
    void initNeverOverwrites() throws IOException {
        desk.write("gatehouse.yaml", CONFIG);

        int code = desk.run("init");

        assertThat(code).isEqualTo(2);
        assertThat(directory.resolve("gatehouse.yaml")).hasContent(CONFIG);
        assertThat(desk.err).contains("not overwritten", "move it away");
        assertThat(desk.stores).isEmpty();
    }

    @Test
    void initMakesNoTokenWhereTheEnvironmentGivesOne() {
        desk.environment.put("GATEHOUSE_ADMIN_TOKEN", "given");

        assertThat(desk.run("init")).isZero();

        assertThat(desk.stores).isEmpty();
        assertThat(desk.out).doesNotContain("gh_first", "given");
    }

    @Test
    void initLeavesNothingBehindWhenTheStoreIsInUse() {
        desk.firstToken = Optional.of(new Secret("busy"));

        int code = desk.run("init");

        assertThat(code).isEqualTo(2);
        assertThat(desk.err).contains("in use");
        assertThat(directory).isDirectoryNotContaining("glob:**gatehouse*");
    }

    @Test
    void initDoesNotTakeItselfForAnUpstream() {
        desk.environment.put("npm_config_registry", "http://localhost:4283/main/npm/");

        desk.run("init");

        assertThat(directory.resolve("gatehouse.yaml"))
                .content()
                .doesNotContain("localhost:4283/m");
    }

    @Test
    void checkPrintsEveryProblemWithItsLine() throws IOException {
        desk.write("gatehouse.yaml", "server:\n  lisen: x\naccess:\n  anonymous: maybe\n");

        int code = desk.run("check");

        assertThat(code).isEqualTo(2);
        assertThat(desk.err).contains("gatehouse.yaml:2", "gatehouse.yaml:4", "listen");
    }

    @Test
    void checkPrintsTheProblemsOfDeclaredPoliciesWithFileAndLine() throws IOException {
        desk.write("gatehouse.yaml", "policies: rules\n");
        Files.createDirectory(directory.resolve("rules"));
        desk.write("rules/a.yaml", "name: a\nrule: {type: require-signed}\nprecedence: often\n");

        assertThat(desk.run("check")).isEqualTo(2);
        assertThat(desk.err).contains("a.yaml:3:", "often");

        desk.write("rules/a.yaml", "name: a\nrule: {type: require-signed}\n");
        assertThat(desk.run("check")).isZero();
    }

    @Test
    void checkPrintsWhatIsInForceWithoutSecrets() throws IOException {
        desk.write(
                "gatehouse.yaml",
                """
                repositories:
                  main:
                    npm:
                      upstreams:
                        - {name: u, url: "https://registry.example/", token: "hunter2"}
                """);

        assertThat(desk.run("check")).isZero();

        assertThat(desk.out)
                .contains("127.0.0.1:4283", "registry.example")
                .doesNotContain("hunter2");
        assertThat(desk.err).doesNotContain("hunter2");
    }

    @Test
    void serveTellsHowToPointTheClientsHere() throws IOException {
        desk.write("gatehouse.yaml", CONFIG + "    pypi: {}\n    maven: {}\n");

        int code = desk.run("serve", "--exit-when-ready");

        assertThat(code).isZero();
        assertThat(desk.closed).isTrue();
        assertThat(desk.out)
                .contains("npm config set registry http://localhost:4321/main/npm/")
                .contains("pip config set global.index-url http://localhost:4321/main/pypi/simple/")
                .contains("everything at http://localhost:4321/main/maven/")
                .doesNotContain("/tools/npm");
        assertThat(desk.started.getFirst().server().listen().port()).isZero();
        assertThat(desk.started.getFirst().storage().directory())
                .isEqualTo(directory.toAbsolutePath().resolve("data"));
    }

    @Test
    void serveTakesKeysFromTheCommandLine() throws IOException {
        desk.write("gatehouse.yaml", CONFIG);

        desk.run(
                "serve",
                "--exit-when-ready",
                "--set",
                "server.listen=127.0.0.2:99",
                "--set",
                "storage.directory=other");

        assertThat(desk.started.getFirst().server().listen().toString()).isEqualTo("127.0.0.2:99");
        assertThat(desk.started.getFirst().storage().directory())
                .isEqualTo(directory.toAbsolutePath().resolve("other"));
    }

    @Test
    void serveDoesNotStartWithAWrongConfiguration() throws IOException {
        desk.write("gatehouse.yaml", "sever: {}\n");

        assertThat(desk.run("serve", "--exit-when-ready")).isEqualTo(2);

        assertThat(desk.err).contains("sever", "server");
        assertThat(desk.started).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "use bun",
                "explain",
                "explain gem x",
                "token create x",
                "repo remove main",
                "upstream set main npm x",
                "upstream set main npm x --trust sometimes",
                "trust claim npm x",
                "nonsense",
                "serve --nonsense",
                "serve --set x"
            })
    void wrongUseIsExitCode2(String line) throws IOException {
        desk.write("gatehouse.yaml", CONFIG);

        assertThat(desk.run(line.split(" ", -1))).isEqualTo(2);

        assertThat(desk.err).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "init",
                "serve",
                "check",
                "reload",
                "scrub",
                "gc",
                "keys",
                "keys list",
                "keys verify",
                "keys signers",
                "keys accept",
                "backup",
                "restore",
                "explain",
                "trust",
                "trust claim",
                "trust forget",
                "trust release",
                "trust shared",
                "trust provenance",
                "token",
                "token create",
                "token list",
                "token revoke",
                "osv",
                "osv import",
                "osv status",
                "audit",
                "repo",
                "repo list",
                "repo add",
                "repo remove",
                "upstream",
                "upstream list",
                "upstream add",
                "upstream set",
                "upstream remove",
                "export",
                "policy",
                "policy list",
                "policy apply",
                "policy validate",
                "policy simulate",
                "policy log",
                "policy test",
                "policy exempt",
                "policy exemptions",
                "policy unexempt",
                "use"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        int code = desk.run((command + " --help").strip().split(" ", -1));

        assertThat(code).isZero();
        assertThat(desk.out).contains(command.isEmpty() ? "Exit codes" : "Example: gatehouse ");
    }

    @Test
    void withoutACommandHelpIsShown() {
        assertThat(desk.run()).isZero();
        assertThat(desk.out).contains("explain", "token", "serve");
    }
}
