package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.rego.builtin.Builtins;
import dev.gatehouse.server.rego.value.RegoWriter;
import dev.gatehouse.server.rego.wasm.OpaInstance;
import dev.gatehouse.server.rego.wasm.OpaProgram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Policies here against {@code opa eval}: the same exports, to the letter. */
class RegoConformanceTest {
    private static final Instant NOW = Instant.ofEpochSecond(0, RegoBatch.NOW);
    private static final int LEAST_PAIRS = 300;

    private final JsonMapper mapper = new JsonMapper();
    @TempDir private Path directory;

    @Test
    void policies_of_all_published_shapes_decide_as_opa_decides() throws Exception {
        Map<String, String> policies = policies();
        List<JsonNode> inputs = List.copyOf(mapper.readTree(resource("inputs.json")).values());
        var batch = new RegoBatch(directory, policies, inputs);
        batch.write();

        List<String> differences = differences(batch, policies, inputs);

        assertThat(policies.size() * inputs.size()).isGreaterThanOrEqualTo(LEAST_PAIRS);
        assertThat(differences).isEmpty();
    }

    @Test
    void every_function_answers_as_opa_s_own() throws Exception {
        Map<String, String> policies = expressions();
        JsonNode input =
                mapper.readTree(
                        """
                        {"int": 42, "neg": -7, "dec": 9.8125, "big": 123456789012345678901234567890,
                         "str": "left-pad", "uni": "Grüße ☃ 𝄞\\u200b", "yes": true, "nul": null,
                         "spring": [1774743300000000000, "Europe/Berlin"],
                         "autumn": [1792890000000000000, "Europe/Berlin"],
                         "arr": [1, "two", 3.5, [null]], "obj": {"b": 1, "a": {"c": "d\\n"}}}
                        """);
        var batch = new RegoBatch(directory, policies, List.of(input));
        batch.write();

        List<String> differences = differences(batch, policies, List.of(input));

        assertThat(differences).isEmpty();
    }

    @Test
    void every_function_that_is_offered_is_among_the_expressions() throws Exception {
        String all = resource("expressions.txt");

        assertThat(Builtins.standard().names())
                .filteredOn(name -> !all.contains(name + "("))
                .containsExactly("internal.print");
    }

    private List<String> differences(
            RegoBatch batch, Map<String, String> policies, List<JsonNode> inputs) throws Exception {
        JsonNode expected = batch.evaluated();
        OpaInstance instance = OpaProgram.of(batch.compiled(), Builtins.standard()).instance();
        List<String> differences = new ArrayList<>();
        for (String name : policies.keySet()) {
            InputPaths paths = batch.paths(name);
            int entrypoint = Objects.requireNonNull(instance.entrypoints().get(name));
            for (int i = 0; i < inputs.size(); i++) {
                JsonNode wanted = expected.path(name).path(Integer.toString(i));
                JsonNode whole = answer(instance, entrypoint, inputs.get(i));
                JsonNode read = answer(instance, entrypoint, paths.of(inputs.get(i)));
                compare(name + " of input " + i, wanted, whole, differences);
                compare(name + " of what it reads of input " + i, wanted, read, differences);
            }
        }
        return differences;
    }

    private JsonNode answer(OpaInstance instance, int entrypoint, JsonNode input) throws Exception {
        byte[] bytes = input.toString().getBytes(StandardCharsets.UTF_8);
        String answer =
                instance.evaluate(entrypoint, bytes, NOW).map(RegoWriter::json).orElse("undefined");
        return mapper.readTree(answer);
    }

    private static void compare(
            String what, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject() && actual.isObject()) {
            ObjectNode names = expected.deepCopy().asObject().setAll(actual.asObject());
            for (String name : names.propertyNames()) {
                compare(what + ", " + name, expected.path(name), actual.path(name), differences);
            }
        } else if (!same(expected, actual)) {
            differences.add(what + ": opa " + expected + ", here " + actual);
        }
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        return (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private static Map<String, String> policies() throws IOException {
        Map<String, String> policies = new TreeMap<>();
        Path directory = Path.of("src/test/resources/dev/gatehouse/server/rego/policies");
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".rego", "");
                policies.put(name, Files.readString(file));
            }
        }
        return policies;
    }

    /** Some to a policy, each in a rule named after its line. */
    private static Map<String, String> expressions() throws IOException {
        StringBuilder rules = new StringBuilder("package cloudsmith\n\nx := input\n\n");
        int line = 0;
        for (String expression : resource("expressions.txt").lines().toList()) {
            line++;
            if (!expression.startsWith("#")) {
                rules.append("line_%d := %s%n".formatted(line, expression));
            }
        }
        return Map.of("functions", rules.toString());
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(RegoConformanceTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
