package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An entry of the audit log with its place in the chain, in the order in which entries were
 * written.
 *
 * @param position from 1 on, without gaps
 * @param previous the hash of the entry before, in hexadecimal
 * @param hash of {@code previous}, {@code position} and all of the event
 * @param bytes how many bytes the event takes in the store
 * @param event empty when the store has lost it
 */
public record AuditLink(
        long position, String previous, String hash, long bytes, Optional<AuditEvent> event) {
    /** What the first entry follows. */
    public static final String NOTHING = "0".repeat(64);

    /** Whether the hash is that of what is here. */
    public boolean isWhole() {
        return event.map(e -> hash(previous, position, content(e)).equals(hash)).orElse(false);
    }

    /**
     * The hash of an entry: SHA-256 of the hash before, the position and the content, with line
     * feeds between.
     */
    public static String hash(String previous, long position, String content) {
        return sha256(
                (previous + "\n" + position + "\n" + content).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The hash of an event: SHA-256 of its fields in order, and of its details by name, each as its
     * length in bytes of UTF-8, a colon, and the bytes; so no two events are written alike.
     */
    public static String content(AuditEvent event) {
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                event.id(),
                                event.at().toString(),
                                event.kind().name(),
                                event.repository(),
                                event.subject(),
                                event.source().isPresent() ? "from" : "none",
                                event.source().orElse(""),
                                event.actor(),
                                Long.toString(event.count())));
        new TreeMap<>(event.details())
                .forEach(
                        (name, value) -> {
                            fields.add(name);
                            fields.add(value);
                        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String field : fields) {
            // Unpaired surrogates become question marks, here as in what is compared.
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            out.writeBytes((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(bytes);
        }
        return sha256(out.toByteArray());
    }

    private static String sha256(byte[] bytes) {
        return Digest.compute(DigestAlgorithm.SHA256, bytes).hex();
    }
}
