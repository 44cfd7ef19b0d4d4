package dev.gatehouse.server.rego.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;

import java.nio.charset.StandardCharsets;

/** Texts in a module's memory: UTF-8 with a zero at the end. */
final class Wire {
    private static final int CHUNK = 256;

    private Wire() {}

    static String text(Memory memory, long address) {
        int start = (int) address;
        int end = start;
        int limit = Memory.bytes(memory.pages());
        if (start < 0 || start >= limit) {
            throw new OpaAbort("a text beyond the memory");
        }
        while (end < limit) {
            byte[] chunk = memory.readBytes(end, Math.min(CHUNK, limit - end));
            for (int i = 0; i < chunk.length; i++) {
                if (chunk[i] == 0) {
                    return new String(
                            memory.readBytes(start, end + i - start), StandardCharsets.UTF_8);
                }
            }
            end += chunk.length;
        }
        throw new OpaAbort("a text without an end");
    }

    /** Puts a value into the memory, with sets and keys of any type. */
    static long value(Instance instance, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long address = instance.export("opa_malloc").apply(bytes.length)[0];
        instance.memory().write((int) address, bytes);
        long value = instance.export("opa_value_parse").apply(address, bytes.length)[0];
        if (value == 0) {
            throw new OpaAbort("it does not read its own values");
        }
        return value;
    }
}
