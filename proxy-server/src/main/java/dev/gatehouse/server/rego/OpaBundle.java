package dev.gatehouse.server.rego;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What {@code opa build -t wasm} makes: a compiled policy, and perhaps its text. */
public final class OpaBundle {
    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_ENTRIES = 1000;

    private final byte[] wasm;
    private final Optional<String> source;

    private OpaBundle(byte[] wasm, Optional<String> source) {
        this.wasm = wasm;
        this.source = source;
    }

    /** The compiled policy; not a copy. */
    byte[] wasm() {
        return wasm;
    }

    /** The text that it was made of, if that was put beside it. */
    Optional<String> source() {
        return source;
    }

    /**
     * Reads a {@code bundle.tar.gz}.
     *
     * @throws IOException it is none, is larger than 32 MiB unpacked, or has no policy.wasm
     */
    public static OpaBundle read(byte[] bundle) throws IOException {
        byte[] wasm = {};
        Optional<String> source = Optional.empty();
        try (var tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(bundle)))) {
            int entries = 0;
            long read = 0;
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                byte[] content = tar.readNBytes(MOST_BYTES);
                read += content.length;
                if (++entries > MOST_ENTRIES || read >= MOST_BYTES) {
                    throw new IOException("a bundle of more than 32 MiB or 1000 files");
                }
                if (entry.getName().endsWith("policy.wasm")) {
                    wasm = content;
                } else if (entry.getName().endsWith(".rego")) {
                    source = Optional.of(new String(content, StandardCharsets.UTF_8));
                }
            }
        }
        if (wasm.length == 0) {
            throw new IOException(
                    "a bundle without policy.wasm: expected what opa build -t wasm makes");
        }
        return new OpaBundle(wasm, source);
    }
}
