package dev.gatehouse.server.rego.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Data that lie in a module without being part of it (WebAssembly Core Specification 2.0, section
 * 5.5.3): whoever does not know the name passes over them.
 */
public final class CustomSection {
    private CustomSection() {}

    /** The module with such data at its end. */
    public static byte[] added(byte[] wasm, String name, byte[] content) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        var body = new ByteArrayOutputStream();
        size(body, text.length);
        body.writeBytes(text);
        body.writeBytes(content);
        var all = new ByteArrayOutputStream();
        all.writeBytes(wasm);
        all.write(0);
        size(all, body.size());
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    /** As unsigned LEB128. */
    private static void size(ByteArrayOutputStream out, int size) {
        int left = size;
        while (left >= 0x80) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
