package dev.gatehouse.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.report.Problem;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.OnError;
import dev.gatehouse.core.policy.PackagePattern;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.core.policy.PolicyRule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

class PolicyFilesTest {
    private static final String MODULE =
            """
            # Copyright of somebody.

            # METADATA
            # title: Signed only
            # description: Holds what nobody has signed.
            # custom:
            #   severity: high
            #   gatehouse:
            #     enabled: false
            #     is_terminal: true
            #     precedence: 5
            #     repositories: [main]
            #     on_error: open
            #     actions:
            #       - {action_type: SetPackageState, package_state: QUARANTINED}
            #       - {action_type: AddPackageTags, tags: [unsigned], precedence: 2}
            package cloudsmith

            match if not input.v0["package"].signed
            """;

    @TempDir private Path directory = Path.of("");
    private final PolicyFiles files = new PolicyFiles(TestNames.all());
    private final Problems problems = new Problems();

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private List<PolicyDraft> read() {
        return files.read(directory, problems).stream().map(PolicyFiles.Written::draft).toList();
    }

    private List<String> errors() {
        return problems.errors().stream()
                .map(Problem::toString)
                .map(line -> line.replace(directory + "/", ""))
                .toList();
    }

    @Test
    void aModuleSaysInItsMetadataWhatThePolicyIs() throws IOException {
        write("signed.rego", MODULE);

        assertThat(read())
                .containsExactly(
                        new PolicyDraft(
                                "Signed only",
                                "Holds what nobody has signed.",
                                new PolicyRule.Rego(MODULE),
                                false,
                                true,
                                5,
                                List.of(
                                        new PolicyAction.SetState("", 0, PackageState.QUARANTINED),
                                        new PolicyAction.AddTags("", 2, List.of("unsigned"))),
                                Set.of("main"),
                                OnError.OPEN));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aModuleWithoutMetadataIsNamedAfterItsFileAndHasNoActions() throws IOException {
        write("a.rego", "package cloudsmith\n# METADATA\n# title: a rule's\nmatch := true\n");

        PolicyDraft draft = read().getFirst();

        assertThat(draft.name()).isEqualTo("a");
        assertThat(draft.enabled()).isTrue();
        assertThat(draft.actions()).isEmpty();
        assertThat(draft.onError()).isEqualTo(OnError.CLOSED);
    }

    @Test
    void everyBuiltInRuleIsWrittenInYaml() throws IOException {
        write("a.yaml", "{name: a, rule: {type: require-signed}}");
        write("b.yaml", "{name: b, rule: {type: minimum-age, age: 7d}}");
        write("c.yml", "{name: c, rule: {type: block, packages: ['pypi:Foo_Bar', 'npm:@a/*']}}");
        write("d.yaml", "{name: d, rule: {type: allow, packages: []}}");
        write("e.yaml", "{name: e, rule: {type: license, denied: [GPL-3.0-only], unknown: pass}}");

        assertThat(read())
                .extracting(PolicyDraft::rule)
                .containsExactly(
                        new PolicyRule.RequireSigned(),
                        new PolicyRule.MinimumAge(Duration.ofDays(7), false),
                        new PolicyRule.Block(
                                List.of(
                                        PackagePattern.parse("pypi:foo-bar"),
                                        PackagePattern.parse("npm:@a/*"))),
                        new PolicyRule.Allow(List.of()),
                        new PolicyRule.License(Set.of(), Set.of("GPL-3.0-only"), true));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void otherFilesAndTestsOfModulesAreNoPolicies() throws IOException {
        write("README.md", "# Policies");
        write("signed_test.rego", "package cloudsmith_test");
        write(".hidden.yaml", "}");
        Files.createDirectory(directory.resolve("deeper.yaml"));

        assertThat(read()).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void allProblemsAreToldAtOnceEachWithFileAndLine() throws IOException {
        write("a.rego", MODULE.replace("precedence: 5", "precedence: 40000"));
        write(
                "b.yaml",
                """
                name: b
                enabled: perhaps
                rule:
                  type: minimum-age
                  age: soon
                colour: red
                actions:
                  - action_type: SetPackageState
                    package_state: GONE
                """);
        write("c.yaml", "name: c\nrego: x\nrule: {type: require-signed}\n");
        write("d.yaml", "rule: [");
        Files.write(directory.resolve("e.yaml"), new byte[] {(byte) 0xFF});

        assertThat(read()).isEmpty();
        assertThat(errors())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("a.rego:11:").contains("40000"),
                        line -> assertThat(line).startsWith("b.yaml:2:").contains("perhaps"),
                        line -> assertThat(line).startsWith("b.yaml:5:").contains("soon", "7d"),
                        line -> assertThat(line).startsWith("b.yaml:6:").contains("colour"),
                        line -> assertThat(line).startsWith("b.yaml:9:").contains("GONE"),
                        line -> assertThat(line).startsWith("c.yaml:2:").contains("rego"),
                        line -> assertThat(line).startsWith("d.yaml:").contains("not YAML"),
                        line -> assertThat(line).startsWith("e.yaml:1:").contains("UTF-8"));
    }

    @Test
    void twoPoliciesOfOneNameAreAProblemOfTheSecond() throws IOException {
        write("a.yaml", "{name: signed, rule: {type: require-signed}}");
        write("b.yaml", "{name: signed, rule: {type: require-signed}}");

        read();

        assertThat(errors()).singleElement().asString().startsWith("b.yaml:").contains("a.yaml");
    }

    @Test
    void aDirectoryThatIsNotThereIsAProblem() {
        files.read(directory.resolve("nowhere"), problems);

        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void whatIsShownOfAPolicyReadsAsTheSamePolicy() throws IOException {
        write("a.rego", MODULE);
        write("b.yaml", "{name: b, rule: {type: minimum-age, age: 36h, unknown: pass}}");
        write("c.yaml", "{name: c, rule: {type: license, allowed: [MIT, Apache-2.0]}}");
        write("d.yaml", "{name: d, rule: {type: block, packages: ['maven:g:a:1']}, precedence: 9}");
        JsonMapper json = new JsonMapper();

        for (PolicyDraft draft : read()) {
            byte[] shown = json.writeValueAsBytes(PolicyShape.of(draft));
            String text = new String(shown, StandardCharsets.UTF_8);
            PolicyReader reader = new PolicyReader(TestNames.all());
            assertThat(reader.read(JsonNodes.block(json.readTree(text)), problems))
                    .as(text)
                    .contains(draft);
        }
        assertThat(problems.all()).isEmpty();
    }
}
