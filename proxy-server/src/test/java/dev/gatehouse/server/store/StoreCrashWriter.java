package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Blob;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.Records;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;

/** Commits files from several threads until it is killed, and prints what was committed. */
final class StoreCrashWriter {
    private static final int THREADS = 4;
    private static final int PER_LIFE = 1_000_000;

    private StoreCrashWriter() {}

    /** The name of the package that a number is stored under. */
    static String name(int number) {
        return "package-" + number;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        StoreDirectory store = Stores.open(Path.of(arguments[0]));
        int life = Integer.parseInt(arguments[1]);
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int first = life * PER_LIFE + i;
            threads[i] = Thread.ofVirtual().start(() -> write(store, first));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void write(StoreDirectory store, int first) {
        PrintStream out = System.out;
        try {
            for (int number = first; ; number += THREADS) {
                store(store, number);
                // The full stop tells a whole line from one that the kill has cut.
                out.print(number + ".\n");
                out.flush();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void store(StoreDirectory store, int number) throws IOException {
        byte[] content = new byte[1 + number % 50_000];
        new Random(number).nextBytes(content);
        try (BlobDraft draft = store.blobs().draft()) {
            draft.sink().write(content);
            Blob blob = draft.commit();
            store.metadata()
                    .commit(
                            new Change.PutFile(
                                    new StoredFile(
                                            Records.key(name(number)),
                                            new Version("1.0.0"),
                                            new FileName("p.tgz"),
                                            Records.PUBLIC,
                                            blob.size(),
                                            Set.of(blob.sha256()),
                                            Records.NOON)),
                            new Change.PutProvenance(
                                    Records.provenance(Records.key(name(number)), Records.PUBLIC)));
        }
    }
}
