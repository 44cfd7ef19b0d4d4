package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Commands about policies, over the API. */
class PolicyCommandsTest extends ServerDesk {
    PolicyCommandsTest() throws IOException {}

    private String run(int exit, String... arguments) {
        assertThat(desk.run(arguments)).as(desk.out + desk.err).isEqualTo(exit);
        return desk.out;
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve("policies"));
        Files.writeString(directory.resolve("policies").resolve(name), text);
    }

    private static String signed(int precedence) {
        return """
        name: signed only
        rule: {type: require-signed}
        precedence: %d
        repositories: [main]
        actions:
          - {action_type: SetPackageState, package_state: QUARANTINED}
        """
                .formatted(precedence);
    }

    @Test
    void applyMakesThePoliciesThoseOfTheFilesAndASecondTimeDoesNothing() throws Exception {
        write("a.yaml", signed(1));
        write("b.rego", "# METADATA\n# title: any\npackage cloudsmith\nmatch := true\n");

        assertThat(run(0, "policy", "apply", "policies"))
                .contains("+ create signed only", "+ create any", "2 to create", "Done");
        assertThat(run(0, "policy", "apply", "policies"))
                .contains("0 to create, 0 to change, 0 to delete.")
                .doesNotContain("Done");

        write("a.yaml", signed(7));
        assertThat(run(0, "policy", "apply", "policies", "--dry-run"))
                .contains("~ change signed only (precedence)", "1 to change")
                .doesNotContain("Done");
        run(0, "policy", "apply", "policies");
        assertThat(run(0, "policy", "list"))
                .contains("signed only", "require-signed", "QUARANTINED", "any", "rego", "7");
    }

    @Test
    void whatNoFileHasIsDeletedOnlyWhenThatIsAsked() throws Exception {
        write("a.yaml", signed(1));
        write("b.yaml", "{name: other, rule: {type: block, packages: ['pypi:Foo_Bar']}}");
        run(0, "policy", "apply", "policies");
        Files.delete(directory.resolve("policies/a.yaml"));

        assertThat(run(0, "policy", "apply", "policies")).contains("0 to delete");
        assertThat(run(0, "policy", "apply", "policies", "--prune", "--json"))
                .contains("\"action\" : \"delete\"", "\"applied\" : true");
        assertThat(run(0, "policy", "list")).contains("other").doesNotContain("signed only");
    }

    @Test
    void filesWithErrorsChangeNothing() throws Exception {
        write("a.yaml", signed(1));
        write("b.yaml", "{name: b, rule: {type: horoscope}}");

        run(2, "policy", "apply", "policies");

        assertThat(desk.err).contains("b.yaml:1:", "horoscope", "nothing is changed");
        assertThat(run(0, "policy", "list")).doesNotContain("signed only");
        run(2, "policy", "apply", "nowhere");
    }

    @Test
    void validateShowsWhatTheServerFindsInModulesByFileAndLine() throws Exception {
        write("a.rego", "package cloudsmith\nbroken\n");
        write("b.rego", "package cloudsmith\n# odd\n");

        assertThat(run(1, "policy", "validate", "policies"))
                .contains("a.rego:2:1: error: rego: rego_parse_error", "b.rego:2:1: warning");
        assertThat(run(0, "policy", "validate", "policies/b.rego")).contains("can be used");
        assertThat(run(1, "policy", "validate", "policies", "--json"))
                .contains("\"is_valid\" : false", "\"line\" : 2");
    }

    @Test
    void anExemptionIsGrantedListedAndEnded() {
        String granted =
                run(
                        0,
                        "policy",
                        "exempt",
                        "npm:left-pad:1.3.0",
                        "--reason",
                        "see 42",
                        "--expires",
                        "3650d");
        assertThat(granted).contains("npm:left-pad:1.3.0", "unexempt");
        String id = granted.strip().replaceFirst("(?s).*unexempt (\\w+)\\..*", "$1");

        assertThat(run(0, "policy", "exemptions")).contains("see 42", "active", "boss", id);
        run(0, "policy", "unexempt", id);
        run(1, "policy", "unexempt", id);
        run(2, "policy", "exempt", "left-pad", "--reason", "x", "--expires", "3650d");
        run(2, "policy", "exempt", "npm:a:1", "--reason", "x", "--expires", "soon");
    }

    @Test
    void aSimulationAndTheLogAreTables() throws Exception {
        write("a.yaml", signed(1));
        run(0, "policy", "apply", "policies");

        assertThat(run(0, "policy", "simulate", "signed only")).contains("0 of 0 match.");
        run(1, "policy", "simulate", "nothing");
        assertThat(run(0, "policy", "log", "--matched", "--policy", "signed only"))
                .contains("TIME", "POLICY");
        run(1, "policy", "log", "nothing-here");
        run(2, "policy", "log", "--since", "yesterday");
    }

    @Test
    void testsOfModulesAreRunByTheOpaOnThePath() throws Exception {
        write("a_test.rego", "package cloudsmith_test\n");
        Path tools = Files.createDirectories(directory.resolve("tools"));
        Path opa = tools.resolve("opa");
        Files.writeString(opa, "#!/bin/sh\necho \"ran $1 on $3\"\nexit 1\n");
        Files.setPosixFilePermissions(opa, PosixFilePermissions.fromString("rwxr-xr-x"));

        run(2, "policy", "test", "policies");
        assertThat(desk.err).contains("no opa on the PATH");

        desk.environment.put("PATH", tools.toString());
        assertThat(run(1, "policy", "test", "policies"))
                .contains("ran test on " + directory.resolve("policies"));
        Files.writeString(opa, "#!/bin/sh\nexit 0\n");
        run(0, "policy", "test", "policies");
    }
}
