package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Policies from the command line to the decision, over the real server. */
class PolicyCommandsIT {
    private static final String BLOCK =
            """
            name: no toys
            rule: {type: block, packages: ["npm:toy-*"]}
            actions:
              - {action_type: SetPackageState, package_state: QUARANTINED}
            """;

    @TempDir private Path directory = Path.of("");
    private RunningGate gate;
    private Desk desk;

    @BeforeEach
    void start() throws Exception {
        Path server = Files.createDirectory(directory.resolve("server"));
        gate = RunningGate.start(server, "  main:\n    npm: {}\n", InstantSource.system());
        desk = new Desk(Files.createDirectory(directory.resolve("desk")));
        desk.environment.put("GATEHOUSE_URL", gate.mount("x", "y").resolve("/").toString());
        desk.environment.put("GATEHOUSE_TOKEN", RunningGate.TOKEN);
        desk.write("toys.yaml", BLOCK);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    private String run(int exit, String... arguments) {
        assertThat(desk.run(arguments)).as(desk.out + desk.err).isEqualTo(exit);
        return desk.out;
    }

    private int index(String name) throws Exception {
        return gate.get(gate.registry("main").resolve(name)).statusCode();
    }

    @Test
    void aPolicyIsTriedAppliedObeyedSeenInTheLogAndOverruledByAnExemption() throws Exception {
        gate.publish("main", NpmPackage.of("toy-train", "1.0.0", "here"));
        gate.publish("main", NpmPackage.of("work-horse", "1.0.0", "here"));
        assertThat(index("toy-train")).isEqualTo(200);

        desk.write("off.yaml", BLOCK + "enabled: false\n");
        run(0, "policy", "apply", "off.yaml");
        assertThat(run(0, "policy", "simulate", "no toys"))
                .contains("toy-train", "yes", "is blocked", "work-horse", "1 of 2 match.");
        assertThat(run(0, "policy", "simulate", "no toys", "--query", "name:work"))
                .contains("0 of 1 match.");
        assertThat(run(0, "policy", "log")).doesNotContain("toy-train");

        run(0, "policy", "apply", "toys.yaml");
        gate.publish("main", NpmPackage.of("toy-boat", "1.0.0", "here"));
        assertThat(index("toy-boat")).isNotEqualTo(200);
        assertThat(index("work-horse")).isEqualTo(200);
        JsonNode log =
                new JsonMapper()
                        .readTree(
                                run(
                                        0,
                                        "policy",
                                        "log",
                                        "--matched",
                                        "--package",
                                        "toy-boat",
                                        "--json"));
        String id = log.at("/results/0/id").asString();
        assertThat(run(0, "policy", "log", id))
                .contains("\"policy_output\"", "\"QUARANTINED\"", "no toys");

        run(0, "policy", "exempt", "npm:toy-car:1.0.0", "--reason", "a toy", "--expires", "1d");
        gate.publish("main", NpmPackage.of("toy-car", "1.0.0", "here"));
        assertThat(index("toy-car")).isEqualTo(200);
    }

    @Test
    void declaredPoliciesAreReadAgainByReloadAndAWrongFileChangesNothing() throws Exception {
        run(0, "policy", "apply", "toys.yaml");
        Path policies = Files.createDirectory(directory.resolve("server/policies"));
        Path file = Files.writeString(policies.resolve("a.yaml"), BLOCK);
        gate.write("  main:\n    npm: {}\npolicies: " + policies + "\n");

        assertThat(run(0, "reload")).contains("policy no toys: added");
        assertThat(run(0, "policy", "apply", "toys.yaml")).contains("0 to create, 0 to change");
        desk.write("toys.yaml", BLOCK + "precedence: 7\n");
        run(1, "policy", "apply", "toys.yaml");
        assertThat(desk.err).contains("are declared in " + file, "gatehouse reload");

        Files.writeString(file, BLOCK + "precedence: often\n");
        run(2, "reload");
        assertThat(desk.err).contains(file + ":5:", "often");
        assertThat(run(0, "policy", "list")).contains("no toys");
        gate.publish("main", NpmPackage.of("toy-boat", "1.0.0", "here"));
        assertThat(index("toy-boat")).isNotEqualTo(200);
    }
}
