package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.server.rego.RegoFinding.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

class OpaCompilerTest {
    @TempDir private Path directory;

    @Test
    void a_mistake_is_told_with_its_line_and_code() throws Exception {
        List<RegoFinding> syntax = findings("package cloudsmith\n\nmatch if {\n\tx :=\n}\n");
        List<RegoFinding> types = findings("package cloudsmith\n\nmatch if nothing(1)\n");

        assertThat(syntax).first().extracting(RegoFinding::code).isEqualTo("rego_parse_error");
        assertThat(syntax.getFirst().line().orElse(0)).isBetween(4, 5);
        assertThat(types)
                .containsExactly(
                        new RegoFinding(
                                Severity.ERROR,
                                "rego_type_error",
                                "undefined function nothing",
                                OptionalInt.of(3)));
    }

    @Test
    void a_module_of_another_package_or_without_match_is_refused() throws Exception {
        assertThat(codes("package other\n\nmatch := true\n")).containsExactly("wrong_package");
        assertThat(codes("package cloudsmith\n\nreason := \"x\"\n")).containsExactly("no_match");
        assertThat(codes("package cloudsmith.inner\n\nmatch := true\n"))
                .containsExactly("wrong_package");
    }

    @Test
    void functions_that_are_never_offered_are_refused_by_name_and_line() throws Exception {
        List<RegoFinding> findings =
                findings(
                        """
                        package cloudsmith

                        match if http.send({"method": "get", "url": "http://127.0.0.1/"}).status_code == 200

                        reason := opa.runtime()

                        ips := net.lookup_ip_addr("localhost")
                        """);

        assertThat(findings)
                .extracting(RegoFinding::message)
                .containsExactlyInAnyOrder(
                        "http.send is not offered to policies here",
                        "opa.runtime is not offered to policies here",
                        "net.lookup_ip_addr is not offered to policies here");
        assertThat(findings.getFirst().line()).hasValue(3);
    }

    @Test
    void a_field_that_no_input_has_is_a_warning() throws Exception {
        var compilation =
                OpaCommand.compiler()
                        .compile(
                                """
                                package cloudsmith

                                match if input.v0.package.sgned

                                reason contains t.nam if some t in input.v0.package.tags

                                a := input.v0.package.tags[0].nam

                                b := input.v0.osv[_].anything.goes

                                c := input.v0.security_scan[_].Vulnerabilities[_].CVSS.nvd.V3Score

                                d := input.package
                                """);

        assertThat(compilation.wasm()).isPresent();
        assertThat(compilation.findings())
                .allMatch(f -> f.severity() == Severity.WARNING && f.code().equals("unknown_field"))
                .extracting(f -> f.line().orElse(0), RegoFinding::message)
                .containsExactly(
                        tuple(
                                3,
                                "input.v0.package.sgned is never there: what reads it is"
                                        + " undefined"),
                        tuple(
                                7,
                                "input.v0.package.tags[_].nam is never there:"
                                        + " what reads it is undefined"),
                        tuple(13, "input.package is never there: what reads it is undefined"));
    }

    @Test
    void an_annotation_cannot_make_the_compiler_dial() throws Exception {
        List<RegoFinding> findings =
                findings(
                        """
                        # METADATA
                        # scope: package
                        # schemas:
                        #   - input: {"$ref": "http://127.0.0.1:9/schema.json"}
                        package cloudsmith

                        match if input.v0.package.signed
                        """);

        assertThat(findings)
                .anyMatch(f -> f.message().contains("remote reference loading disabled"));
    }

    @Test
    void without_opa_it_says_so_and_how_to_get_it() throws Exception {
        var missing =
                new OpaCompiler(
                        directory.resolve("opa").toString(),
                        Duration.ofSeconds(30),
                        InputSchema.read());

        var compilation = missing.compile("package cloudsmith\n\nmatch := true\n");

        assertThat(compilation.looked()).isFalse();
        assertThat(compilation.findings().getFirst().code()).isEqualTo("opa_missing");
        assertThat(compilation.findings().getFirst().message())
                .contains("There is no opa on this machine.")
                .contains("1.7.1 or newer")
                .contains("go install github.com/open-policy-agent/opa@latest");
    }

    @Test
    void an_opa_that_is_too_old_or_none_or_hangs_is_told() throws Exception {
        assertThat(codeOf("echo 'Version: 1.7.0'")).isEqualTo("opa_too_old");
        assertThat(codeOf("echo 'Version: 0.70.0'")).isEqualTo("opa_too_old");
        assertThat(codeOf("echo 'I play music'")).isEqualTo("opa_unknown");
        assertThat(codeOf("exec sleep 600")).isEqualTo("opa_timeout");
    }

    private String codeOf(String script) throws IOException, InterruptedException {
        Path program = directory.resolve("opa");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var compiler =
                new OpaCompiler(program.toString(), Duration.ofSeconds(2), InputSchema.read());
        return compiler.compile("package cloudsmith\n").findings().getFirst().code();
    }

    @Test
    void a_policy_larger_than_a_mebibyte_is_refused() throws Exception {
        assertThat(codes("package cloudsmith\n#" + "x".repeat(1 << 20)))
                .containsExactly("too_large");
    }

    private static List<RegoFinding> findings(String module)
            throws IOException, InterruptedException {
        var compilation = OpaCommand.compiler().compile(module);
        assertThat(compilation.wasm()).isEmpty();
        return compilation.findings();
    }

    private static List<String> codes(String module) throws IOException, InterruptedException {
        return findings(module).stream().map(RegoFinding::code).toList();
    }
}
