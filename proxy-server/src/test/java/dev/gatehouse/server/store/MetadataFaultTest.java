package dev.gatehouse.server.store;

import static dev.gatehouse.core.store.Records.INTERNAL;
import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.PresenceView;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Damage to the files of RocksDB is found, and never looks like a name that nobody has. */
final class MetadataFaultTest {
    private static final int NAMES = 400;

    @TempDir private Path scratch;

    private Path directory;

    /** Half of the names lie in tables, half in the log. */
    @BeforeEach
    void fill() throws IOException {
        Path source = scratch.resolve("source");
        try (StoreDirectory store = Stores.open(source)) {
            put(store, 0, NAMES / 2);
        }
        directory = scratch.resolve("crashed");
        try (StoreDirectory store = Stores.open(source)) {
            put(store, NAMES / 2, NAMES);
            Directories.copy(source, directory);
        }
    }

    /** What a fault does to the bytes of a file. */
    enum Damage {
        FLIP_EARLY {
            @Override
            byte[] to(byte[] bytes) {
                return flip(bytes, bytes.length / 10);
            }
        },
        FLIP_MIDDLE {
            @Override
            byte[] to(byte[] bytes) {
                return flip(bytes, bytes.length / 2);
            }
        },
        FLIP_LATE {
            @Override
            byte[] to(byte[] bytes) {
                return flip(bytes, bytes.length - 1 - bytes.length / 10);
            }
        },
        ZERO_MIDDLE {
            @Override
            byte[] to(byte[] bytes) {
                byte[] zeroed = bytes.clone();
                Arrays.fill(zeroed, bytes.length / 3, 2 * bytes.length / 3, (byte) 0);
                return zeroed;
            }
        },
        CUT_HALF {
            @Override
            byte[] to(byte[] bytes) {
                return Arrays.copyOf(bytes, bytes.length / 2);
            }
        },
        CUT_LAST {
            @Override
            byte[] to(byte[] bytes) {
                return Arrays.copyOf(bytes, Math.max(0, bytes.length - 1));
            }
        },
        CUT_ALL {
            @Override
            byte[] to(byte[] bytes) {
                return new byte[0];
            }
        };

        abstract byte[] to(byte[] bytes);

        static byte[] flip(byte[] bytes, int at) {
            byte[] flipped = bytes.clone();
            if (bytes.length > 0) {
                flipped[at] ^= 1;
            }
            return flipped;
        }
    }

    @ParameterizedTest
    @EnumSource
    void damageToAnyFileGivesTheRightAnswerOrAnError(Damage damage) throws IOException {
        int refused = 0;
        for (Path file : Directories.files(directory.resolve("metadata"))) {
            Path victim = scratch.resolve("victim");
            Directories.copy(directory, victim);
            Path target = victim.resolve(directory.relativize(file));
            Files.write(target, damage.to(Files.readAllBytes(target)));

            refused += rightOrRefused(victim, damage + " of " + file.getFileName()) ? 0 : 1;
            Directories.delete(victim);
        }
        assertThat(refused).as("files whose damage matters").isPositive();
    }

    @Test
    void aMissingFileIsAnError() throws IOException {
        for (Path file : Directories.files(directory.resolve("metadata"))) {
            Path victim = scratch.resolve("victim");
            Directories.copy(directory, victim);
            Files.delete(victim.resolve(directory.relativize(file)));

            rightOrRefused(victim, "loss of " + file.getFileName());
            Directories.delete(victim);
        }
    }

    @Test
    void aLogThatACrashCutShortWithinItsLastUnsyncedRecordOpens() throws IOException {
        Path crashed = scratch.resolve("torn");
        try (StoreDirectory store = Stores.open(directory)) {
            store.metadata()
                    .commit(
                            List.of(new Change.PutPresent(key("behind"), INTERNAL, NOON)),
                            Durability.BEHIND);
            Directories.copy(directory, crashed);
        }
        Path log = Directories.newest(crashed.resolve("metadata"), ".log");
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(bytes, bytes.length - 3));

        try (StoreDirectory store = Stores.open(crashed)) {
            assertAllThere(store.metadata().presence());
            assertThat(store.metadata().presence().present(key("behind"))).isEmpty();
        }
    }

    @Test
    void aLogThatLacksWhatWasAcknowledgedIsRefused() throws IOException {
        Path log = Directories.newest(directory.resolve("metadata"), ".log");
        Files.write(log, Damage.CUT_HALF.to(Files.readAllBytes(log)));

        assertThatExceptionOfType(StoreRefusedException.class)
                .isThrownBy(() -> Stores.open(directory))
                .withMessageContaining("its log was cut")
                .withMessageContaining("Restore");
    }

    @Test
    void aDamagedTableIsFoundByVerify() throws IOException {
        Path table = Directories.newest(directory.resolve("metadata"), ".sst");
        Files.write(table, Damage.FLIP_EARLY.to(Files.readAllBytes(table)));

        try (StoreDirectory store = Stores.open(directory)) {
            assertThatIOException().isThrownBy(() -> store.metadata().verify());
        }
    }

    /** Whether the store answers; then every answer is right. */
    private static boolean rightOrRefused(Path directory, String damage) throws IOException {
        StoreDirectory store;
        try {
            store = Stores.open(directory);
        } catch (IOException e) {
            assertThat(e).as(damage).hasMessageNotContaining("null");
            return false;
        }
        try (store) {
            PresenceView presence = store.metadata().presence();
            for (int i = 0; i < NAMES; i++) {
                Map<?, ?> seen;
                try {
                    seen = presence.present(name(i));
                } catch (IOException e) {
                    return false;
                }
                assertThat(seen).as("%s: name %d", damage, i).hasSize(1);
            }
            return true;
        }
    }

    private static void assertAllThere(PresenceView presence) throws IOException {
        for (int i = 0; i < NAMES; i++) {
            assertThat(presence.present(name(i))).as("name %d", i).hasSize(1);
        }
    }

    private static void put(StoreDirectory store, int from, int to) throws IOException {
        Change[] changes = new Change[(to - from) / 4];
        for (int i = from; i < to; i += changes.length) {
            for (int j = 0; j < changes.length; j++) {
                changes[j] = new Change.PutPresent(name(i + j), INTERNAL, NOON);
            }
            store.metadata().commit(changes);
        }
    }

    private static PackageKey name(int number) {
        return key("@acme/package-" + number);
    }
}
