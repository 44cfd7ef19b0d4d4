package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.Sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

class RegoModulesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String UNSIGNED =
            """
            package cloudsmith

            default match := false

            match if count(reason) > 0

            reason contains sprintf("%s is not signed", [input.v0.package.name]) if not input.v0.package.signed
            """;

    @TempDir private Path directory;

    @Test
    void a_server_without_a_compiler_goes_on_with_what_was_compiled_before() throws Exception {
        var store = new WasmDirectory(directory.resolve("wasm"));
        try (var first = new RegoRig(OpaCommand.compiler(), store, LONG)) {
            assertThat(first.modules().load(UNSIGNED).isValid()).isTrue();
        }

        try (var second = new RegoRig(none(), store, LONG)) {
            var loaded = second.modules().load(UNSIGNED);
            var checked = second.modules().check(UNSIGNED);
            var other = second.modules().check("package cloudsmith\n");

            assertThat(loaded.isValid()).isTrue();
            assertThat(checked.isValid()).isTrue();
            assertThat(checked.findings())
                    .extracting(RegoFinding::code)
                    .containsExactly("opa_missing");
            assertThat(other.isValid()).isFalse();
        }
    }

    @Test
    void a_kept_policy_that_is_damaged_is_compiled_again() throws Exception {
        var store = new WasmDirectory(directory.resolve("wasm"));
        store.keep(RegoModules.digest(UNSIGNED), new byte[] {1, 2, 3});

        try (var rig = new RegoRig(OpaCommand.compiler(), store, LONG)) {
            assertThat(rig.modules().compiled(UNSIGNED)).isEmpty();
            assertThat(rig.modules().load(UNSIGNED).isValid()).isTrue();
        }
    }

    @Test
    void a_compiled_bundle_is_taken_as_it_is_and_known_by_what_was_compiled() throws Exception {
        Files.writeString(directory.resolve("p.rego"), UNSIGNED);
        byte[] whole = bundle("-e", "cloudsmith");
        byte[] parts = bundle("-e", "cloudsmith/match", "-e", "cloudsmith/reason");
        try (var rig = new RegoRig(none(), WasmStore.NONE, LONG)) {
            for (byte[] bundle : List.of(whole, parts)) {
                RegoModules.FromBundle taken = rig.modules().load(bundle);

                assertThat(taken.loaded().isValid()).isTrue();
                assertThat(taken.module())
                        .startsWith("# compiled: sha256:")
                        .contains("package cloudsmith");
                assertThat(rig.modules().compiled(taken.module())).isPresent();
                assertThat(rig.modules().compiled(UNSIGNED)).isEmpty();
                assertThat(
                                rig.ask(
                                        taken.loaded().module().orElseThrow(),
                                        "{\"v0\": {\"package\": {\"name\": \"x\"}}}"))
                        .isEqualTo(
                                new Judgement.Matched(
                                        List.of("x is not signed"),
                                        "{\"match\":true,\"reason\":[\"x is not signed\"]}"));
            }
        }
    }

    @Test
    void what_is_no_bundle_or_no_policy_is_refused() throws Exception {
        Files.writeString(directory.resolve("p.rego"), "package other\n\nallow := true\n");
        byte[] other = bundle("-e", "other/allow");
        try (var rig = new RegoRig(none(), WasmStore.NONE, LONG)) {
            assertThatThrownBy(() -> rig.modules().load(new byte[] {1, 2, 3}))
                    .isInstanceOf(IOException.class);
            RegoModules.FromBundle refused = rig.modules().load(other);

            assertThat(refused.loaded().isValid()).isFalse();
            assertThat(refused.loaded().findings().getFirst().message())
                    .contains("neither cloudsmith nor cloudsmith/match")
                    .contains("other/allow");
        }
    }

    @Test
    void functions_that_nobody_offers_are_refused_by_name() throws Exception {
        try (var rig = new RegoRig(LONG)) {
            var loaded =
                    rig.modules()
                            .load(
                                    """
                                    package cloudsmith

                                    match if io.jwt.decode(input.token)

                                    reason := yaml.marshal(input)
                                    """);

            assertThat(loaded.isValid()).isFalse();
            assertThat(loaded.findings())
                    .extracting(RegoFinding::message)
                    .anyMatch(m -> m.contains("io.jwt.decode, yaml.marshal"));
        }
    }

    @Test
    void policies_that_are_gone_are_forgotten_on_disk_too() throws Exception {
        var store = new WasmDirectory(directory.resolve("wasm"));
        String other = UNSIGNED + "\nother := 1\n";
        try (var rig = new RegoRig(OpaCommand.compiler(), store, LONG)) {
            assertThat(rig.modules().load(UNSIGNED).isValid()).isTrue();
            assertThat(rig.modules().load(other).isValid()).isTrue();

            rig.modules().retain(List.of(other));

            assertThat(rig.modules().compiled(UNSIGNED)).isEmpty();
            assertThat(store.find(RegoModules.digest(UNSIGNED))).isEmpty();
            assertThat(store.find(RegoModules.digest(other))).isPresent();
        }
    }

    @Test
    void both_kinds_of_policies_are_judged_and_one_that_is_not_compiled_fails() throws Exception {
        try (var rig = new RegoRig(LONG)) {
            var judge =
                    new RegoJudge(
                            rig.modules(),
                            rig.engine(),
                            new RegoInput(),
                            InstantSource.fixed(RegoRig.NOW));
            Policy rego = Sample.policy("rego", 1, new PolicyRule.Rego(UNSIGNED));
            Policy builtIn = Sample.policy("built-in", 1, new PolicyRule.RequireSigned());

            Judgement before = judge.judge(rego, Sample.subject());
            assertThat(rig.modules().load(UNSIGNED).isValid()).isTrue();
            Judgement unsigned = judge.judge(rego, Sample.subject());
            Judgement signed = judge.judge(rego, Sample.subject(Sample.valid()));

            assertThat(before).isEqualTo(new Judgement.Failed("it is not compiled", false));
            assertThat(((Judgement.Matched) unsigned).reasons()).containsExactly("x is not signed");
            assertThat(signed).isInstanceOf(Judgement.Passed.class);
            assertThat(judge.judge(builtIn, Sample.subject()))
                    .isEqualTo(
                            new Judgement.Matched(
                                    List.of("x-1.tgz is not signed"),
                                    "{\"match\":true,\"reason\":[\"x-1.tgz is not signed\"]}"));
            assertThat(judge.judge(builtIn, Sample.subject(Sample.valid())))
                    .isEqualTo(new Judgement.Passed("{\"match\":false,\"reason\":[]}"));
            assertThat(judge.input(Sample.subject())).startsWith("{\"v0\":{\"package\":");
        }
    }

    private static OpaCompiler none() {
        return new OpaCompiler("/nowhere/opa", LONG, InputSchema.read());
    }

    private byte[] bundle(String... entrypoints) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("build", "-t", "wasm"));
        line.addAll(List.of(entrypoints));
        line.addAll(List.of("-o", "b.tar.gz", "p.rego"));
        OpaCommand.run(directory, line.toArray(String[]::new));
        return Files.readAllBytes(directory.resolve("b.tar.gz"));
    }
}
