package dev.gatehouse.server.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.store.Change;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets of advisories are imported whole, or not at all. */
class AdvisoryBookTest extends ImportRig {
    @Test
    void aZipFileIsInForceWhenItWasReadWhole() throws Exception {
        ImportReport report = taken(zip(two().with("GHSA-3", "PyPI", "x", "1")));

        assertThat(report.set().counts()).isEqualTo(new AdvisorySet.Counts(3, 0, 0, 0, 0));
        assertThat(about(PAD)).containsExactly("GHSA-1", "GHSA-2");
        assertThat(book.current()).contains(report.set());
        assertThat(told).hasValue(1);
    }

    @Test
    void aDirectoryIsReadWithAllBelow() throws Exception {
        Osv osv =
                two().with(
                                "npm/GHSA-3.json",
                                Osv.record("GHSA-3", "npm", "left-pad", "{\"introduced\": \"0\"}"));

        taken(osv.directory(directory.resolve("osv")));

        assertThat(about(PAD)).containsExactly("GHSA-1", "GHSA-2", "GHSA-3");
    }

    @Test
    void theNextSetReplacesTheWholeOfTheLast() throws Exception {
        taken(zip(two()));

        ImportReport next = taken(zip(new Osv().with("GHSA-9", "npm", "left-pad", "9.0.0")));

        assertThat(about(PAD)).containsExactly("GHSA-9");
        assertThat(store.advisories().sets()).containsExactly(next.set().id());
        assertThat(told).hasValue(2);
    }

    @Test
    void theSameAgainIsAnotherSetWithTheSameContent() throws Exception {
        ImportReport first = taken(zip(two()));
        ImportReport second = taken(zip(two()));

        assertThat(second.set().counts()).isEqualTo(first.set().counts());
        assertThat(second.set().id()).isNotEqualTo(first.set().id());
        assertThat(about(PAD)).containsExactly("GHSA-1", "GHSA-2");
    }

    @Test
    void malformedRecordsAreToldByFileAndTheGoodOnesKept() throws Exception {
        ImportReport report =
                taken(
                        zip(
                                two().with("broken.json", "{\"id\": ")
                                        .with("odd.json", "{\"id\": 7}")
                                        .with(
                                                "gone.json",
                                                "{\"id\": \"X-1\", \"withdrawn\":"
                                                        + " \"2030-01-01T00:00:00Z\"}")
                                        .with(
                                                "go.json",
                                                Osv.record(
                                                        "GO-1",
                                                        "Go",
                                                        "x",
                                                        "{\"introduced\": \"0\"}"))
                                        .with("README", "no record")));

        assertThat(report.set().counts()).isEqualTo(new AdvisorySet.Counts(2, 1, 1, 0, 2));
        assertThat(report.ignored()).isEqualTo(1);
        assertThat(report.problems().stream().map(ImportReport.Problem::file))
                .containsExactly("broken.json", "odd.json");
        assertThat(report.problems().get(1).reason()).isEqualTo("id: expected a text, found 7");
    }

    @Test
    void aRecordThatIsThereTwiceCountsOnceAndAnotherOfItsNameIsRefused() throws Exception {
        String record = Osv.record("GHSA-1", "npm", "left-pad", "{\"introduced\": \"0\"}");

        ImportReport report =
                taken(
                        zip(
                                new Osv()
                                        .with("a.json", record)
                                        .with("b.json", record)
                                        .with("c.json", record.replace("bad", "worse"))));

        assertThat(report.set().counts()).isEqualTo(new AdvisorySet.Counts(1, 0, 0, 1, 1));
        assertThat(report.problems())
                .containsExactly(
                        new ImportReport.Problem("c.json", "another record has the id GHSA-1"));
    }

    @Test
    void aRecordThatIsTooLongIsRefusedWithoutReadingItToItsEnd() throws Exception {
        Endless endless = new Endless();
        RecordSource source =
                use -> {
                    use.take("bomb.json", endless);
                    use.take("GHSA-1.json", stream(record("GHSA-1")));
                };

        ImportReport report = ((ImportOutcome.Done) book.take(source, ALICE)).report();

        assertThat(report.problems())
                .containsExactly(new ImportReport.Problem("bomb.json", "expected at most 4 MiB"));
        assertThat(about(PAD)).containsExactly("GHSA-1");
        assertThat(endless.read).isLessThan(2L * AdvisoryImport.LONGEST_RECORD);
    }

    /** What a zip bomb unpacks to. */
    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return ' ';
        }

        @Override
        public int read(byte[] to, int at, int length) {
            Arrays.fill(to, at, at + length, (byte) ' ');
            read += length;
            return length;
        }
    }

    private static String record(String id) {
        return Osv.record(id, "npm", "left-pad", "{\"introduced\": \"0\"}");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noMoreThanOneRecordIsHeldAndWhatWaitsToBeWrittenIsBounded() throws Exception {
        int records = 5000;
        AtomicInteger open = new AtomicInteger();
        List<Integer> behind = new ArrayList<>();
        RecordSource source =
                use -> {
                    for (int i = 0; i < records; i++) {
                        assertThat(open.getAndIncrement()).isZero();
                        use.take("r.json", stream(record("GHSA-" + i)));
                        open.decrementAndGet();
                        behind.add(i + 1 - written());
                    }
                };

        book.take(source, ALICE);

        assertThat(about(PAD)).hasSize(records);
        assertThat(behind.stream().mapToInt(i -> i).max().orElseThrow()).isLessThanOrEqualTo(500);
    }

    private int written() throws IOException {
        return store.advisoriesWritten();
    }

    @Test
    void oneImportRunsAtATime() throws Exception {
        List<ImportOutcome> second = new ArrayList<>();
        RecordSource source =
                use -> {
                    Thread other = Thread.ofPlatform().start(() -> second.add(quietly()));
                    other.join();
                    use.take("GHSA-1.json", stream(record("GHSA-1")));
                };

        assertThat(book.take(source, ALICE)).isInstanceOf(ImportOutcome.Done.class);
        assertThat(second).containsExactly(new ImportOutcome.Busy());
    }

    private ImportOutcome quietly() {
        try {
            return book.take(zip(two()), ALICE);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void afterARestartTheSetIsThereAndWhatACutImportLeftGoesWithTheNext() throws Exception {
        ImportReport report = taken(zip(two()));
        store.commit(
                new Change.PutAdvisory(
                        "cut", PAD, store.advisories().about(PAD).orElseThrow().getFirst()));

        book = book();
        assertThat(book.current()).contains(report.set());
        taken(zip(two()));

        assertThat(store.advisories().sets()).hasSize(1).doesNotContain("cut");
    }
}
