package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.server.access.LocalTokenFile;
import dev.gatehouse.server.api.operation.Reloading;
import dev.gatehouse.server.api.operation.Upkeep;
import dev.gatehouse.server.testing.RefusingPort;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Commands against the API of a server on loopback. */
class ServerCommandsTest extends ServerDesk {
    ServerCommandsTest() throws IOException {}

    @Test
    void explainTellsTheWalkInSentences() throws IOException {
        world.reserve("acme-ui");

        int code = desk.run("explain", "npm", "acme-ui");

        assertThat(code).isZero();
        assertThat(desk.out)
                .contains("acme-ui (npm) in repository main: owned by local (rule 2), local since ")
                .contains("npm-public (untrusted): blocked by rule 2")
                .contains("has never supplied it here")
                .contains("No version is served.")
                .contains(
                        "  npm-public may supply it when local no longer has it, or when an"
                                + " operator trusts that");
    }

    @Test
    void aVersionIsYankedAndDeleted() throws IOException {
        world.published("acme-ui", "1.0.0");

        int yanked =
                desk.run("package", "yank", "npm", "acme-ui", "1.0.0", "--reason", "use 1.0.1");
        String told = desk.out;
        String manifest = world.release("acme-ui", "1.0.0").orElseThrow().manifest();
        int back = desk.run("package", "unyank", "npm", "acme-ui", "1.0.0");
        int deleted = desk.run("package", "delete", "npm", "acme-ui", "1.0.0");
        int again = desk.run("package", "delete", "npm", "acme-ui", "1.0.0");

        assertThat(yanked).isZero();
        assertThat(told).contains("acme-ui 1.0.0 is yanked now.");
        assertThat(manifest).contains("use 1.0.1");
        assertThat(back).isZero();
        assertThat(deleted).isZero();
        assertThat(again).isEqualTo(CommandException.NO);
        assertThat(desk.err).contains("acme-ui@1.0.0 is not published here");
    }

    @Test
    void explainOfAVersionThatIsNotServedIsNo() throws IOException {
        world.reserve("acme-ui");

        assertThat(desk.run("explain", "npm", "acme-ui", "99.0.0")).isEqualTo(1);
        assertThat(desk.out).contains("Version 99.0.0 is not served.");
    }

    @Test
    void aVersionThatNobodyHasFetchedYetIsNotCalledRefused() {
        assertThat(desk.run("explain", "npm", "is-odd", "3.0.1")).isZero();

        assertThat(desk.out).contains("Version 3.0.1 is not known here yet");
    }

    @Test
    void explainPrintsJsonForScripts() throws IOException {
        world.reserve("@acme/ui");

        assertThat(desk.run("explain", "npm", "@acme/ui", "--json")).isZero();

        assertThat(desk.out).contains("\"package\" : \"@acme/ui\"", "\"ruling\" : \"BLOCKED\"");
    }

    @Test
    void aTokenIsMadeListedAndRevoked() {
        assertThat(desk.run("token", "create", "ci", "--role", "publish", "--expires", "90d"))
                .isZero();
        String token = desk.out.strip().lines().reduce((a, b) -> b).orElse("").strip();
        assertThat(token).startsWith("gh_");

        assertThat(desk.run("token", "list")).isZero();
        assertThat(desk.out).contains("NAME", "ci", "publish", "all").doesNotContain(token);

        assertThat(desk.run("token", "revoke", "ci")).isZero();
        assertThat(desk.run("token", "revoke", "ci")).isEqualTo(1);
        desk.environment.put("GATEHOUSE_TOKEN", token);
        assertThat(desk.run("token", "list")).isEqualTo(1);
        assertThat(desk.err).contains("revoked");
    }

    @Test
    void aTokenMayBeBoundToRepositories() {
        assertThat(
                        desk.run(
                                "token",
                                "create",
                                "ci",
                                "--role",
                                "read",
                                "--repository",
                                "main",
                                "--repository",
                                "other"))
                .isZero();

        assertThat(world.book.list().getLast().repositories())
                .containsExactlyInAnyOrder("main", "other");
        assertThat(world.book.list().getLast().role()).isEqualTo(Role.READ);
    }

    @Test
    void aNameIsClaimedAndTheAuditLogTellsIt() throws IOException {
        world.supplied("@acme/ui");

        assertThat(desk.run("trust", "provenance")).isZero();
        assertThat(desk.out).contains("@acme/ui", "npm-public");
        assertThat(desk.run("trust", "claim", "npm", "@acme/ui", "--reason", "ours")).isZero();
        assertThat(desk.run("trust", "claim", "npm", "@acme/ui", "--reason", "ours")).isEqualTo(1);
        assertThat(desk.run("audit", "--kind", "claim")).isZero();
        assertThat(desk.out).contains("npm:@acme/ui", "boss", "reason=ours");
        assertThat(desk.run("trust", "release", "npm", "@acme/ui", "--reason", "not")).isZero();
    }

    @Test
    void aListGoesOnOverPagesAndSaysWhatItLeavesOut() throws IOException {
        for (int i = 0; i < 5; i++) {
            world.supplied("name-" + i);
        }

        assertThat(desk.run("trust", "provenance", "--limit", "3")).isZero();
        assertThat(desk.out).contains("name-2").doesNotContain("name-3");
        assertThat(desk.err).contains("more than these 3: --limit N, or --all");
        assertThat(desk.run("trust", "provenance", "--all")).isZero();
        assertThat(desk.out).contains("name-4");
        assertThat(desk.err).isEmpty();
        assertThat(desk.run("trust", "provenance", "--limit", "0")).isEqualTo(2);
        assertThat(desk.err).contains("--limit 0: expected 1 or more");
    }

    @Test
    void theAuditLogIsReadOverPagesToo() {
        for (int i = 0; i < 4; i++) {
            assertThat(desk.run("token", "create", "ci-" + i, "--role", "read")).isZero();
        }

        assertThat(desk.run("audit", "--kind", "token", "--limit", "2")).isZero();
        assertThat(desk.out).contains("token:ci-3").doesNotContain("token:ci-1 ");
        assertThat(desk.err).contains("more than these 2");
        assertThat(desk.run("audit", "--kind", "token", "--all")).isZero();
        assertThat(desk.out).contains("token:ci-0");
        assertThat(desk.out.lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void sharedNamesAreListed() throws IOException {
        world.reserve("both");
        world.supplied("both");

        assertThat(desk.run("trust", "shared")).isZero();

        assertThat(desk.out).contains("both", "npm-public");
    }

    @Test
    void aWrongParameterIsExitCode2WithTheField() {
        assertThat(desk.run("token", "create", "local", "--role", "read")).isEqualTo(2);
        assertThat(desk.err).contains("name: expected a name");
    }

    @Test
    void theLocalTokenIsUsedWhereNoneIsGiven() throws IOException {
        desk.environment.remove("GATEHOUSE_TOKEN");
        Secret local = world.book.giveLocal();
        Files.createDirectory(directory.resolve("data"));
        LocalTokenFile.in(directory.resolve("data")).write(local);

        assertThat(desk.run("token", "list")).isZero();
    }

    @Test
    void theLocalTokenIsNeverSentToAnotherMachine() throws IOException {
        desk.environment.remove("GATEHOUSE_TOKEN");
        desk.environment.put("GATEHOUSE_URL", "https://gatehouse.example/");
        Files.createDirectory(directory.resolve("data"));
        LocalTokenFile.in(directory.resolve("data")).write(new Secret("local"));

        assertThat(desk.run("token", "list")).isEqualTo(3);
        assertThat(desk.err).contains("GATEHOUSE_TOKEN");
    }

    @Test
    void noServerIsExitCode3() throws IOException {
        try (RefusingPort nobody = RefusingPort.open()) {
            desk.environment.put("GATEHOUSE_URL", nobody.url().toString());

            assertThat(desk.run("token", "list")).isEqualTo(3);
        }
        assertThat(desk.err).contains("no server answers", "gatehouse serve");
    }

    @Test
    void reloadTellsWhatIsInForceAndWhatNeedsARestart() {
        world.reloaded =
                new Reloading.Outcome.Taken(
                        "/etc/gatehouse.yaml",
                        List.of("main npm upstream npm-public trust: trusted -> untrusted"),
                        List.of("a warning"),
                        List.of("server.listen"));

        assertThat(desk.run("reload")).isZero();

        assertThat(desk.out)
                .contains("main npm upstream npm-public trust: trusted -> untrusted")
                .contains("/etc/gatehouse.yaml is in force for the next request")
                .contains("Only a restart changes server.listen.");
        assertThat(desk.err).contains("a warning");
    }

    @Test
    void aReloadOfAWrongFileIsExitCode2WithEveryProblemOnItsLine() {
        world.reloaded =
                new Reloading.Outcome.Refused(
                        "gatehouse.yaml", List.of("gatehouse.yaml:3:5: error: a", "b"));

        assertThat(desk.run("reload")).isEqualTo(2);

        assertThat(desk.err.lines())
                .containsExactly(
                        "gatehouse: The configuration of gatehouse.yaml cannot be used; nothing is"
                                + " changed.",
                        "gatehouse: configuration: gatehouse.yaml:3:5: error: a",
                        "gatehouse: configuration: b");
    }

    @Test
    void upkeepTellsWhatItFound() {
        assertThat(desk.run("gc")).isZero();
        assertThat(desk.out).contains("Looked at 9 files, removed 2.");

        assertThat(desk.run("scrub")).isZero();
        assertThat(desk.out).contains("Read 7 files.");
        world.upkeep.scrubbed = new Upkeep.Scrubbed(7, List.of("aa"), List.of("bb"));
        assertThat(desk.run("scrub")).isEqualTo(1);
        assertThat(desk.out).contains("damaged: aa", "missing: bb");
    }

    @Test
    void aWrongUrlIsExitCode2() {
        desk.environment.put("GATEHOUSE_URL", "localhost:4283");

        assertThat(desk.run("token", "list")).isEqualTo(2);
    }
}
