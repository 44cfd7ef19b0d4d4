package dev.gatehouse.server.rego;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many policies at once: each in a package of its own name, so that one run of {@code opa}
 * evaluates all of them and one compiles them all.
 */
final class RegoBatch {
    /** What both clocks say: 21 September 2026. */
    static final long NOW = 1_790_000_000_000_000_000L;

    private final Path directory;
    private final Map<String, String> policies;
    private final List<JsonNode> inputs;
    private final JsonMapper mapper = new JsonMapper();

    RegoBatch(Path directory, Map<String, String> policies, List<JsonNode> inputs) {
        this.directory = directory;
        this.policies = new LinkedHashMap<>(policies);
        this.inputs = List.copyOf(inputs);
    }

    void write() throws IOException {
        StringBuilder all = new StringBuilder("package batch\n\n");
        for (Map.Entry<String, String> policy : policies.entrySet()) {
            String name = policy.getKey();
            String text = policy.getValue();
            Files.writeString(
                    directory.resolve(name + ".rego"),
                    text.replace("package cloudsmith", "package " + name));
            all.append(
                    """
                    all.%1$s[i] := v if {
                    	some i, one in data.inputs
                    	v := data.%1$s with input as one with time.now_ns as %2$d
                    }

                    """
                            .formatted(name, NOW));
        }
        Files.writeString(directory.resolve("batch.rego"), all);
        Files.writeString(
                directory.resolve("inputs.json"),
                mapper.writeValueAsString(Map.of("inputs", inputs)));
    }

    /** What opa says of each policy (by name) and input (by number). */
    JsonNode evaluated() throws IOException, InterruptedException {
        String json =
                OpaCommand.run(directory, "eval", "--format=json", "--data=.", "data.batch.all");
        return mapper.readTree(json)
                .path("result")
                .path(0)
                .path("expressions")
                .path(0)
                .path("value");
    }

    /** What one policy can read of its input. */
    InputPaths paths(String name) throws IOException, InterruptedException {
        String file = name + ".rego";
        String json =
                OpaCommand.run(
                        directory, "parse", "--format=json", "--json-include=locations", file);
        return InputPaths.of(RegoSource.of(mapper.readTree(json)));
    }

    /** A module with an entry point for each policy. */
    byte[] compiled() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("build", "--target=wasm"));
        policies.keySet().forEach(name -> line.add("--entrypoint=" + name));
        line.add("--output=bundle.tar.gz");
        policies.keySet().forEach(name -> line.add(name + ".rego"));
        OpaCommand.run(directory, line.toArray(String[]::new));
        return OpaBundle.read(Files.readAllBytes(directory.resolve("bundle.tar.gz"))).wasm();
    }
}
