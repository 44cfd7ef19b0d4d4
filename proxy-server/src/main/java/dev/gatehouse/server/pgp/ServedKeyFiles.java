package dev.gatehouse.server.pgp;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.signature.Fingerprint;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The files in which keys from key servers are kept: {@code FINGERPRINT-DIGEST.gpg}, one for each
 * thing that was ever told of a key. None is overwritten and none is deleted. Thread-safe.
 */
public final class ServedKeyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ServedKeyFiles.class);
    private static final String ENDING = ".gpg";
    private static final int DIGITS = 16;
    private static final int MOST_COPIES = 32;
    private static final long MOST_BYTES = 64L << 20;

    private final Optional<Path> directory;
    private final ConcurrentSkipListMap<String, Kept> kept = new ConcurrentSkipListMap<>();

    private ServedKeyFiles(Optional<Path> directory) {
        this.directory = directory;
    }

    /** One of them. */
    record Kept(Fingerprint primary, String digest, int length, KeyFile keys) {}

    /** There are none, and there never will be. */
    public static ServedKeyFiles none() {
        return new ServedKeyFiles(Optional.empty());
    }

    /**
     * Those of that directory, which is made if it is not there.
     *
     * @throws IOException they cannot be read: what they revoked must not become good again
     */
    public static ServedKeyFiles in(Path directory) throws IOException {
        ServedKeyFiles files = new ServedKeyFiles(Optional.of(Files.createDirectories(directory)));
        try (var listed = Files.list(directory)) {
            for (Path path : listed.sorted().toList()) {
                files.read(path);
            }
        }
        return files;
    }

    private void read(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        int cut = name.indexOf('-');
        if (cut > 0 && name.endsWith(ENDING)) {
            byte[] bytes = Files.readAllBytes(path);
            String digest = Digest.compute(DigestAlgorithm.SHA256, bytes).hex();
            keep(name, new Fingerprint(name.substring(0, cut)), digest, bytes);
        }
    }

    private void keep(String name, Fingerprint primary, String digest, byte[] bytes) {
        kept.put(name, new Kept(primary, digest, bytes.length, KeyFile.read(name, bytes)));
    }

    Map<String, Kept> kept() {
        return Map.copyOf(kept);
    }

    Set<Fingerprint> primaries() {
        Set<Fingerprint> primaries = new TreeSet<>();
        kept.values().forEach(k -> primaries.add(k.primary()));
        return primaries;
    }

    /**
     * Keeps what was told.
     *
     * @return whether that is new, and there was room
     */
    boolean add(Fingerprint primary, Digest digest, byte[] bytes) throws IOException {
        String name = primary + "-" + digest.hex().substring(0, DIGITS) + ENDING;
        if (directory.isEmpty() || kept.containsKey(name)) {
            return false;
        }
        long copies = kept.values().stream().filter(k -> k.primary().equals(primary)).count();
        long together = kept.values().stream().mapToLong(Kept::length).sum();
        if (copies >= MOST_COPIES || together + bytes.length > MOST_BYTES) {
            LOG.error(
                    "no room for more of key {}: {} copies, {} bytes of all keys",
                    primary,
                    copies,
                    together);
            return false;
        }
        write(directory.get(), name, bytes);
        keep(name, primary, digest.hex(), bytes);
        return true;
    }

    private static void write(Path directory, String name, byte[] bytes) throws IOException {
        Path draft = directory.resolve(name + ".draft");
        Files.write(draft, bytes);
        try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
