package dev.gatehouse.server.pgp;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.signature.KeyGeneration;
import dev.gatehouse.core.signature.KeyRings;
import dev.gatehouse.core.signature.KnownKeys;
import dev.gatehouse.core.signature.KnownKeys.KeyProblem;
import dev.gatehouse.server.pgp.KeysMap.Entry;

import org.bouncycastle.openpgp.PGPSignature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys in the files of a directory, and the maps that restrict them. Everything is read whole
 * each time and compared by content, for a time stamp may lie; only what changed is parsed. A file
 * that cannot be read keeps what it last said. Thread-safe.
 */
public final class KeyDirectory implements KeyRings {
    /** Moves when the rules of judgement change, so that stored verdicts are due again. */
    private static final String RULES = "2";

    private static final long MOST_BYTES = 32L << 20;
    private static final long MOST_BYTES_TOGETHER = 64L << 20;
    private static final int MOST_FILES = 1000;
    private static final int GENERATION_LENGTH = 32;
    private static final String GRADLE_METADATA = "verification-metadata.xml";

    private final PgpSources sources;
    private final ServedKeys served;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private volatile KeySet keys;

    /** Reads the keys that are there now; no key server is asked. */
    public KeyDirectory(PgpSources sources, InstantSource clock) {
        this(sources, ServedKeys.none(clock), clock);
    }

    /** The same with what key servers told, now and later. */
    public KeyDirectory(PgpSources sources, ServedKeys served, InstantSource clock) {
        this.sources = sources;
        this.served = served;
        this.clock = clock;
        this.keys = KeySet.of(new KeyGeneration("none"), Map.of(), KeysMap.CLOSED, List.of());
        readAgain();
    }

    @Override
    public KnownKeys current() {
        return keys.known(clock.instant());
    }

    @Override
    public KnownKeys refresh() {
        try {
            served.fetch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readAgain();
        return current();
    }

    /** Has the key asked for that a signature names and nobody here has; waits for nothing. */
    void want(PGPSignature signature) {
        KeyName.of(signature).ifPresent(served::want);
    }

    /** The keys as they were last read. */
    KeySet keys() {
        return keys;
    }

    private void readAgain() {
        reading.lock();
        try {
            var problems = new ArrayList<KeyProblem>();
            var files = new TreeMap<String, Remembered>();
            sources.keyrings().ifPresent(directory -> readDirectory(directory, files, problems));
            readServed(files);
            var maps = new TreeMap<String, Remembered>();
            sources.keysMap().ifPresent(map -> readMap(map, maps, problems));
            remembered.clear();
            remembered.putAll(files);
            maps.forEach((name, map) -> remembered.put(mapKey(name), map));
            keys = assemble(files, maps, problems);
        } finally {
            reading.unlock();
        }
    }

    private void readDirectory(
            Path directory, Map<String, Remembered> files, List<KeyProblem> problems) {
        long together = 0;
        List<Path> found;
        try (var listed = Files.list(directory)) {
            found = listed.filter(KeyDirectory::isMeant).sorted().toList();
        } catch (IOException e) {
            problems.add(new KeyProblem(directory.toString(), "directory", unreadable(e)));
            remembered.forEach(files::put);
            files.keySet().removeIf(name -> name.startsWith(mapKey("")));
            return;
        }
        for (var path : found) {
            var name = fileName(path);
            var file = read(path, name, problems);
            together += file.bytes();
            if (files.size() == MOST_FILES || together > MOST_BYTES_TOGETHER) {
                problems.add(
                        new KeyProblem(
                                directory.toString(),
                                name,
                                "too much: at most %d files with %d bytes are read"
                                        .formatted(MOST_FILES, MOST_BYTES_TOGETHER)));
                return;
            }
            files.put(name, file);
        }
    }

    private void readServed(Map<String, Remembered> files) {
        served.kept()
                .forEach(
                        (name, kept) ->
                                files.put(
                                        Certificate.SERVED + name,
                                        Remembered.served(
                                                kept.digest(), kept.length(), kept.keys())));
    }

    private static boolean isMeant(Path path) {
        return !fileName(path).startsWith(".") && Files.isRegularFile(path);
    }

    private void readMap(Path path, Map<String, Remembered> maps, List<KeyProblem> problems) {
        var name = fileName(path);
        var known = remembered.get(mapKey(name));
        try {
            var content = bounded(path);
            var digest = Digest.compute(DigestAlgorithm.SHA256, content);
            maps.put(
                    name,
                    known != null && known.digest().equals(digest.hex())
                            ? known
                            : Remembered.map(name, digest.hex(), content));
        } catch (IOException e) {
            problems.add(new KeyProblem(name, "file", unreadable(e)));
            maps.put(name, known == null ? Remembered.closed(name) : known);
        }
    }

    private Remembered read(Path path, String name, List<KeyProblem> problems) {
        var known = remembered.get(name);
        try {
            var content = bounded(path);
            var digest = Digest.compute(DigestAlgorithm.SHA256, content).hex();
            if (known != null && known.digest().equals(digest)) {
                return known;
            }
            return name.equals(GRADLE_METADATA)
                    ? Remembered.map(name, digest, content)
                    : Remembered.keys(name, digest, content);
        } catch (IOException e) {
            problems.add(new KeyProblem(name, "file", unreadable(e)));
            return known == null ? Remembered.nothing(name) : known;
        }
    }

    private static byte[] bounded(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            var content = in.readNBytes((int) MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new IOException("more than %d bytes".formatted(MOST_BYTES));
            }
            return content;
        }
    }

    private KeySet assemble(
            Map<String, Remembered> files,
            Map<String, Remembered> maps,
            List<KeyProblem> problems) {
        var generation = generation(files, maps);
        var rings = new TreeMap<String, KeyFile>();
        var entries = new ArrayList<Entry>();
        for (var group : List.of(files, maps)) {
            group.forEach(
                    (name, file) -> {
                        problems.addAll(file.map().problems());
                        entries.addAll(file.map().entries());
                    });
        }
        files.forEach((name, file) -> rings.put(name, file.keys()));
        if (generation.equals(keys.generation())) {
            rings.values().forEach(file -> problems.addAll(file.problems()));
            return keys.withProblems(problems);
        }
        return KeySet.of(generation, rings, new KeysMap(entries), problems);
    }

    private KeyGeneration generation(Map<String, Remembered> files, Map<String, Remembered> maps) {
        var all = new StringBuilder(RULES).append('\n').append(sources.weak());
        files.forEach((name, file) -> all.append("\nring ").append(name).append(file.digest()));
        maps.forEach((name, file) -> all.append("\nmap ").append(name).append(file.digest()));
        var digest =
                Digest.compute(
                        DigestAlgorithm.SHA256, all.toString().getBytes(StandardCharsets.UTF_8));
        return new KeyGeneration(digest.hex().substring(0, GENERATION_LENGTH));
    }

    private static String mapKey(String name) {
        return "/map/" + name;
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String unreadable(IOException e) {
        return "cannot be read: " + e.getMessage();
    }

    /** A file as it was last read. */
    private record Remembered(String digest, long bytes, KeyFile keys, KeysMapFile.Result map) {
        private static final KeyFile NO_KEYS = new KeyFile(List.of(), List.of(), List.of());
        private static final KeysMapFile.Result NO_MAP =
                new KeysMapFile.Result(List.of(), List.of());

        static Remembered keys(String name, String digest, byte[] content) {
            return new Remembered(digest, content.length, KeyFile.read(name, content), NO_MAP);
        }

        static Remembered served(String digest, long bytes, KeyFile keys) {
            return new Remembered(digest, bytes, keys, NO_MAP);
        }

        static Remembered map(String name, String digest, byte[] content) {
            return new Remembered(digest, content.length, NO_KEYS, mapOf(name, content));
        }

        private static KeysMapFile.Result mapOf(String name, byte[] content) {
            try {
                return GradleTrustedKeys.isMeant(content)
                        ? GradleTrustedKeys.read(name, content)
                        : KeysMapFile.read(name, new String(content, StandardCharsets.UTF_8));
            } catch (MalformedPgpException e) {
                return new KeysMapFile.Result(
                        KeysMap.CLOSED.entries(), List.of(new KeyProblem(name, "file", e.why())));
            }
        }

        static Remembered closed(String name) {
            return new Remembered(
                    "unread " + name,
                    0,
                    NO_KEYS,
                    new KeysMapFile.Result(KeysMap.CLOSED.entries(), List.of()));
        }

        static Remembered nothing(String name) {
            return new Remembered("unread " + name, 0, NO_KEYS, NO_MAP);
        }
    }
}
