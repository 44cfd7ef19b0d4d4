package dev.gatehouse.server.rego.wasm;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;

import dev.gatehouse.server.rego.builtin.Builtin;
import dev.gatehouse.server.rego.builtin.Builtins;
import dev.gatehouse.server.rego.value.RegoReader;
import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Num;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A module with a memory of its own. For one thread at a time; after an exception it is not to be
 * used again: what it holds is anybody's guess.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/wasm">OPA's interface</a>
 */
public final class OpaInstance {
    private static final int MAJOR = 1;
    private static final int LEAST_MINOR = 2;
    private static final long AS_VALUE = 1;
    private static final Text RESULT = new Text("result");

    private final Instance instance;
    private final Memory memory;
    private final HostFunctions host;
    private final Map<String, Integer> entrypoints;
    private final long data;
    private final int heap;

    private OpaInstance(Instance instance, HostFunctions host, Builtins builtins) {
        this.instance = instance;
        this.memory = instance.memory();
        this.host = host;
        long major = instance.exports().global("opa_wasm_abi_version").getValue();
        long minor = instance.exports().global("opa_wasm_abi_minor_version").getValue();
        if (major != MAJOR || minor < LEAST_MINOR) {
            throw new OpaAbort(
                    "OPA's interface %d.%d; expected 1.2 or a later 1".formatted(major, minor));
        }
        offer(builtins);
        this.entrypoints = numbers("entrypoints");
        this.data = Wire.value(instance, "{}");
        this.heap = (int) call("opa_heap_ptr_get");
    }

    static OpaInstance of(
            WasmModule module,
            Function<Instance, Machine> machines,
            MemoryLimits limits,
            Builtins builtins)
            throws OpaException, InterruptedException {
        return Guarded.run(
                "no module of OPA",
                () -> {
                    var host = new HostFunctions();
                    var memory = new ImportMemory("env", "memory", new ByteArrayMemory(limits));
                    var imports =
                            ImportValues.builder()
                                    .withFunctions(host.all())
                                    .addMemory(memory)
                                    .build();
                    Instance instance =
                            Instance.builder(module)
                                    .withMachineFactory(machines)
                                    .withImportValues(imports)
                                    .build();
                    return new OpaInstance(instance, host, builtins);
                });
    }

    private void offer(Builtins builtins) {
        var missing = new TreeSet<String>();
        numbers("builtins")
                .forEach(
                        (name, number) -> {
                            Optional<Builtin> found = builtins.find(name);
                            found.ifPresentOrElse(
                                    b -> host.offer(number, b), () -> missing.add(name));
                        });
        if (!missing.isEmpty()) {
            throw new OpaAbort(
                    "it calls functions that are not offered here: " + String.join(", ", missing));
        }
    }

    private Map<String, Integer> numbers(String export) {
        String json = Wire.text(memory, call("opa_json_dump", call(export)));
        Map<String, Integer> numbers = new TreeMap<>();
        if (RegoReader.read(json) instanceof Fields(var fields)) {
            fields.forEach(
                    (name, number) -> {
                        if (name instanceof Text(String text) && number instanceof Num n) {
                            numbers.put(text, n.decimal().intValueExact());
                        }
                    });
        }
        return numbers;
    }

    private long call(String export, long... arguments) {
        return instance.export(export).apply(arguments)[0];
    }

    /** What can be asked of it, such as {@code cloudsmith} or {@code cloudsmith/match}. */
    public Map<String, Integer> entrypoints() {
        return entrypoints;
    }

    /** How much memory it has now. */
    public int pages() {
        return memory.pages();
    }

    /**
     * Evaluates.
     *
     * @param entrypoint one of the numbers of {@link #entrypoints}
     * @param input JSON in UTF-8
     * @param now what the clock says throughout
     * @return empty: undefined
     * @throws OpaException it went wrong, or too far
     * @throws InterruptedException the thread was interrupted while it ran
     */
    public Optional<RegoValue> evaluate(int entrypoint, byte[] input, Instant now)
            throws OpaException, InterruptedException {
        return Guarded.run(
                "the policy failed",
                () -> {
                    host.begin(now);
                    int end = place(input);
                    long result =
                            call(
                                    "opa_eval",
                                    0,
                                    entrypoint,
                                    data,
                                    heap,
                                    input.length,
                                    end,
                                    AS_VALUE);
                    return first(RegoReader.read(Wire.text(memory, result)));
                });
    }

    /** The input lies where the heap begins, and the heap begins behind it. */
    private int place(byte[] input) {
        long end = (long) heap + input.length;
        long missing = end - Memory.bytes(memory.pages());
        if (missing > 0) {
            long pages = (missing + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE;
            if (pages > OpaProgram.MOST_PAGES || memory.grow((int) pages) < 0) {
                throw new OpaAbort("an input larger than its memory");
            }
        }
        memory.write(heap, input);
        return (int) end;
    }

    /** Results are a set of objects with one field. */
    private static Optional<RegoValue> first(RegoValue results) {
        if (results instanceof Members(var all)
                && !all.isEmpty()
                && all.first() instanceof Fields(var fields)) {
            return Optional.ofNullable(fields.get(RESULT));
        }
        return Optional.empty();
    }
}
