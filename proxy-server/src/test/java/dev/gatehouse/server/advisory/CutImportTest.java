package dev.gatehouse.server.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What cannot be read to its end changes nothing. */
class CutImportTest extends ImportRig {
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 60, 200})
    void aZipFileThatIsCutLeavesTheOldSet(int lost) throws Exception {
        taken(zip(new Osv().with("GHSA-9", "npm", "left-pad", "9.0.0")));
        byte[] whole = two().zip();
        Path cut =
                Files.write(
                        directory.resolve("cut.zip"), Arrays.copyOf(whole, whole.length - lost));

        assertThat(book.take(cut, ALICE)).isInstanceOf(ImportOutcome.Refused.class);

        assertThat(about(PAD)).containsExactly("GHSA-9");
        assertThat(store.advisories().sets()).hasSize(1);
        assertThat(book.failure()).isPresent();
        assertThat(told).hasValue(1);
    }

    @Test
    void aZipFileThatIsDamagedInsideLeavesTheOldSet() throws Exception {
        taken(zip(two()));
        byte[] damaged = two().zip();
        for (int i = 60; i < 200; i++) {
            damaged[i] ^= 0x55;
        }
        Path file = Files.write(directory.resolve("bad.zip"), damaged);

        assertThat(book.take(file, ALICE)).isInstanceOf(ImportOutcome.Refused.class);
        assertThat(about(PAD)).containsExactly("GHSA-1", "GHSA-2");
    }

    @Test
    void aSourceWithoutAnyRecordIsNotTakenForOneThatKnowsNothing() throws Exception {
        taken(zip(two()));

        assertThat(book.take(zip(new Osv().with("a.txt", "x")), ALICE))
                .isEqualTo(
                        new ImportOutcome.Refused(
                                "it has no record about a package of a format that is served"));
        assertThat(about(PAD)).hasSize(2);
    }

    @Test
    void aStoreThatTakesNothingIsNoFaultOfTheSource() throws Exception {
        Path zip = zip(two());
        RecordSource source =
                use -> {
                    new ZipRecords(zip).each(use);
                    store.breakWith("the disk is full");
                };

        assertThatThrownBy(() -> book.take(source, ALICE)).isInstanceOf(IOException.class);
        assertThat(book.failure()).isPresent();
    }

    @Test
    void aZipFileThatIsNoneIsRefused() throws Exception {
        Path none = Files.writeString(directory.resolve("none.zip"), "hello");

        assertThat(book.take(none, ALICE))
                .isEqualTo(new ImportOutcome.Refused("it is no zip file, or was cut"));
        assertThat(book.take(directory.resolve("missing.zip"), ALICE))
                .isInstanceOf(ImportOutcome.Refused.class);
    }
}
