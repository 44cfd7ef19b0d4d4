package dev.gatehouse.server.rego;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.OpaInstallation;
import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A policy of the shape of Cloudsmith's recipe, in Rego, compiled by the real opa. */
final class RegoRecipeIT {
    private static final String UNSIGNED =
            """
            package cloudsmith

            default match := false

            match if count(reason) > 0

            reason contains msg if {
                pkg := input.v0["package"]
                not pkg.signed
                msg := sprintf("%s %s is not signed", [pkg.name, pkg.version])
            }
            """;

    private final JsonMapper json = new JsonMapper();

    private static HttpResponse<String> api(
            RunningGate gate, String method, String path, String body) throws Exception {
        URI url = gate.mount("main", "npm").resolve("/api/" + path);
        return gate.send(
                method,
                url,
                body,
                "Authorization",
                "Bearer " + TOKEN,
                "Content-Type",
                "application/json");
    }

    private static void publish(RunningGate gate, String name) throws Exception {
        HttpResponse<String> published =
                gate.send(
                        "PUT",
                        gate.mount("main", "npm").resolve(name),
                        NpmPackage.of(name, "1.0.0", "ours").publication("http://localhost/"),
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Content-Type",
                        "application/json");
        assertThat(published.statusCode()).as(published.body()).isBetween(200, 201);
    }

    private static HttpResponse<String> tarball(RunningGate gate, String name) throws Exception {
        return gate.get(gate.mount("main", "npm").resolve(name + "/-/" + name + "-1.0.0.tgz"));
    }

    @Test
    void aPolicyThatIsSentInRegoHoldsBackAndSaysWhy(@TempDir Path directory) throws Exception {
        String opa = "opa: " + OpaInstallation.path() + "\n";
        try (var gate = RunningGate.managed(directory, opa, InstantSource.system())) {
            assertThat(api(gate, "POST", "repos/main/", "{\"name\":\"main\"}").statusCode())
                    .isEqualTo(201);
            String policy =
                    json.writeValueAsString(
                            Map.of(
                                    "name",
                                    "Enforcing Signed Packages",
                                    "rego",
                                    UNSIGNED,
                                    "enabled",
                                    true,
                                    "actions",
                                    List.of(
                                            Map.of(
                                                    "action_type",
                                                    "SetPackageState",
                                                    "package_state",
                                                    "QUARANTINED"))));
            HttpResponse<String> made = api(gate, "POST", "v2/workspaces/main/policies/", policy);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

            publish(gate, "dummy-unsigned");

            HttpResponse<String> refused = tarball(gate, "dummy-unsigned");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .contains("Blocked by policy Enforcing Signed Packages")
                    .contains("dummy-unsigned 1.0.0 is not signed");
        }

        // as after a restore: what was compiled is in no backup
        forgetCompiled(directory);
        try (var gate = RunningGate.managed(directory, opa, InstantSource.system())) {
            publish(gate, "other-unsigned");

            assertThat(tarball(gate, "other-unsigned").body())
                    .contains("other-unsigned 1.0.0 is not signed");
        }
    }

    private static void forgetCompiled(Path directory) throws Exception {
        try (var all = Files.walk(directory)) {
            List<Path> compiled = all.filter(f -> f.toString().endsWith(".wasm")).toList();
            assertThat(compiled).isNotEmpty();
            for (Path file : compiled) {
                Files.delete(file);
            }
        }
    }

    @Test
    void whatWasCompiledOnceIsAskedWithoutTheCompiler(@TempDir Path directory) throws Exception {
        Path policies = Files.createDirectory(directory.resolve("policies"));
        Files.writeString(
                policies.resolve("signed.rego"),
                """
                # METADATA
                # title: signed
                # custom:
                #   gatehouse:
                #     actions:
                #       - action_type: SetPackageState
                #         package_state: QUARANTINED
                """
                        + UNSIGNED);
        Path data = Files.createDirectory(directory.resolve("gate"));
        String declared = "policies: " + policies + "\n";
        String opa = "opa: " + OpaInstallation.path() + "\n";
        try (var gate = RunningGate.managed(data, declared + opa, InstantSource.system())) {
            assertThat(api(gate, "POST", "repos/main/", "{\"name\":\"main\"}").statusCode())
                    .isEqualTo(201);
        }

        String none = "opa: " + directory.resolve("no-opa") + "\n";
        try (var gate = RunningGate.managed(data, declared + none, InstantSource.system())) {
            publish(gate, "dummy-unsigned");

            assertThat(tarball(gate, "dummy-unsigned").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void withoutTheCompilerANewPolicyIsRefusedWithTheWayToGetIt(@TempDir Path directory)
            throws Exception {
        String none = "opa: " + directory.resolve("no-opa") + "\n";
        try (var gate = RunningGate.managed(directory, none, InstantSource.system())) {
            HttpResponse<String> refused =
                    api(
                            gate,
                            "POST",
                            "v2/workspaces/main/policies/",
                            json.writeValueAsString(Map.of("name", "signed", "rego", UNSIGNED)));

            assertThat(refused.statusCode()).isBetween(400, 422);
            assertThat(refused.body()).contains("opa");
        }
    }
}
