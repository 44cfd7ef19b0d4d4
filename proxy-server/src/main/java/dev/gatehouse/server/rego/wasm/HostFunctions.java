package dev.gatehouse.server.rego.wasm;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;

import dev.gatehouse.server.rego.builtin.Arguments;
import dev.gatehouse.server.rego.builtin.Builtin;
import dev.gatehouse.server.rego.builtin.UndefinedException;
import dev.gatehouse.server.rego.value.RegoReader;
import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoWriter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a module of OPA imports: {@code opa_abort}, {@code opa_println}, and {@code opa_builtin0} to
 * 4, by which it calls the functions that it does not have itself. Not thread-safe.
 */
final class HostFunctions {
    private static final String MODULE = "env";
    private static final int MOST_ARGUMENTS = 4;

    /** The number of the function and its context, which OPA keeps for itself. */
    private static final int LEADING = 2;

    private final Map<Integer, Builtin> builtins = new HashMap<>();
    private Instant now = Instant.EPOCH;

    void offer(int number, Builtin builtin) {
        builtins.put(number, builtin);
    }

    void begin(Instant time) {
        now = time;
    }

    List<ImportFunction> all() {
        List<ImportFunction> all = new ArrayList<>();
        all.add(
                new HostFunction(
                        MODULE,
                        "opa_abort",
                        FunctionType.accepting(ValType.I32),
                        (instance, arguments) -> {
                            throw new OpaAbort(Wire.text(instance.memory(), arguments[0]));
                        }));
        all.add(
                new HostFunction(
                        MODULE,
                        "opa_println",
                        FunctionType.accepting(ValType.I32),
                        (instance, arguments) -> new long[0]));
        for (int count = 0; count <= MOST_ARGUMENTS; count++) {
            all.add(
                    new HostFunction(
                            MODULE,
                            "opa_builtin" + count,
                            FunctionType.of(
                                    Collections.nCopies(count + LEADING, ValType.I32),
                                    List.of(ValType.I32)),
                            this::call));
        }
        return all;
    }

    private long[] call(Instance instance, long... arguments) {
        Builtin builtin = builtins.get((int) arguments[0]);
        if (builtin == null) {
            throw new OpaAbort("it calls a function that it did not declare");
        }
        List<RegoValue> values = new ArrayList<>();
        for (int i = LEADING; i < arguments.length; i++) {
            long dumped = instance.export("opa_value_dump").apply(arguments[i])[0];
            values.add(RegoReader.read(Wire.text(instance.memory(), dumped)));
        }
        try {
            RegoValue result = builtin.apply(new Arguments(values, now));
            return new long[] {Wire.value(instance, RegoWriter.wire(result))};
        } catch (UndefinedException undefined) {
            return new long[] {0};
        }
    }
}
