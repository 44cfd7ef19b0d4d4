package dev.gatehouse.server.store;

import static dev.gatehouse.core.store.Records.INTERNAL;
import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.PUBLIC;
import static dev.gatehouse.core.store.Records.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

final class CommitterTest {
    @TempDir private Path directory;

    private StoreDirectory store;

    @BeforeEach
    void openStore() throws IOException {
        store = Stores.open(directory);
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void aCommitOfManyThreadsIsSeenWholeByTheOneThatMadeItAndNeverInPart() throws Exception {
        MetadataStore metadata = store.metadata();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                PackageKey key = key("package-" + i % 8);
                work.add(() -> putBothAndLook(metadata, key));
                work.add(() -> neverOneAlone(metadata, key));
            }
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    @Test
    void anInterruptedCallerLearnsThatTheOutcomeIsUnknownAndTheStoreGoesOn() throws IOException {
        MetadataStore metadata = store.metadata();
        metadata.commit(new Change.PutPresent(key("a"), INTERNAL, NOON));

        Thread.currentThread().interrupt();
        assertThatIOException()
                .isThrownBy(() -> metadata.commit(new Change.PutPresent(key("b"), INTERNAL, NOON)))
                .withMessageContaining("unknown");

        assertThat(Thread.interrupted()).isTrue();
        metadata.commit(new Change.PutPresent(key("c"), INTERNAL, NOON));
        assertThat(metadata.presence().present(key("c"))).hasSize(1);
    }

    private static boolean putBothAndLook(MetadataStore metadata, PackageKey key)
            throws IOException {
        metadata.commit(
                new Change.PutPresent(key, INTERNAL, NOON),
                new Change.PutPresent(key, PUBLIC, NOON));
        return metadata.presence().present(key).size() == 2;
    }

    private static boolean neverOneAlone(MetadataStore metadata, PackageKey key)
            throws IOException {
        return metadata.presence().present(key).size() != 1;
    }
}
