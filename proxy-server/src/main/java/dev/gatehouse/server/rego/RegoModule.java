package dev.gatehouse.server.rego;

import dev.gatehouse.server.rego.builtin.Builtins;
import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Text;
import dev.gatehouse.server.rego.wasm.OpaException;
import dev.gatehouse.server.rego.wasm.OpaInstance;
import dev.gatehouse.server.rego.wasm.OpaProgram;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A compiled policy with some instances that wait for work. An instance that failed, was stopped,
 * or has grown is thrown away. Thread-safe; evaluations run on the caller's thread, and without a
 * deadline: {@link RegoEngine} sees to both.
 */
public final class RegoModule {
    static final String PACKAGE = "cloudsmith";
    static final String MATCH = "match";
    static final String REASON = "reason";

    /** Where the compiler leaves what of its input a policy can read. */
    static final String PATHS = "gatehouse.input";

    /** 8 MB; a fresh one has 4 at most. */
    private static final int USUAL_PAGES = 128;

    private final OpaProgram program;
    private final BlockingQueue<OpaInstance> idle;
    private final Map<String, Integer> entrypoints;
    private final InputPaths paths;

    private RegoModule(OpaProgram program, OpaInstance first, int instances) {
        this.program = program;
        this.idle = new ArrayBlockingQueue<>(instances);
        this.entrypoints = first.entrypoints();
        this.paths = program.custom(PATHS).map(InputPaths::read).orElse(InputPaths.ALL);
        var ignored = idle.offer(first);
    }

    /**
     * Reads a module, and makes the first instance.
     *
     * @param instances how many may wait for work
     * @throws OpaException it is no policy, or calls functions that are not offered
     */
    static RegoModule of(byte[] wasm, Builtins builtins, int instances)
            throws OpaException, InterruptedException {
        OpaProgram program = OpaProgram.of(wasm, builtins);
        var module = new RegoModule(program, program.instance(), instances);
        if (!module.entrypoints.containsKey(PACKAGE)
                && !module.entrypoints.containsKey(PACKAGE + "/" + MATCH)) {
            throw new OpaException(
                    "it answers neither cloudsmith nor cloudsmith/match, but "
                            + String.join(", ", module.entrypoints.keySet()));
        }
        return module;
    }

    /** What of its input it can read. */
    InputPaths paths() {
        return paths;
    }

    /**
     * All that the package {@code cloudsmith} exports.
     *
     * @param input JSON in UTF-8
     */
    Fields evaluate(byte[] input, Instant now) throws OpaException, InterruptedException {
        OpaInstance waiting = idle.poll();
        OpaInstance instance = waiting == null ? program.instance() : waiting;
        Fields output = evaluate(instance, input, now);
        if (instance.pages() <= USUAL_PAGES) {
            var ignored = idle.offer(instance);
        }
        return output;
    }

    private Fields evaluate(OpaInstance instance, byte[] input, Instant now)
            throws OpaException, InterruptedException {
        Integer all = entrypoints.get(PACKAGE);
        if (all != null) {
            return instance.evaluate(all, input, now)
                    .filter(Fields.class::isInstance)
                    .map(Fields.class::cast)
                    .orElseThrow(() -> new OpaException("the policy has no value at all"));
        }
        SortedMap<RegoValue, RegoValue> fields = new TreeMap<>(RegoValue.ORDER);
        for (String rule : new String[] {MATCH, REASON}) {
            Integer entrypoint = entrypoints.get(PACKAGE + "/" + rule);
            Optional<RegoValue> value =
                    entrypoint == null
                            ? Optional.empty()
                            : instance.evaluate(entrypoint, input, now);
            value.ifPresent(v -> fields.put(new Text(rule), v));
        }
        return new Fields(fields);
    }
}
