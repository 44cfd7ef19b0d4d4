package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.MemoryBlobStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;

/** What readers of one download wait for, and when its draft may go. */
class FlightTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final FileAnswer REFUSED =
            new FileAnswer.Refused(new Refusal.BadUpstream("wrong bytes"));
    @TempDir private Path directory = Path.of("");
    private MemoryBlobStore blobs = new MemoryBlobStore(directory);
    private final Flight flight = new Flight(false);

    @BeforeEach
    void open() {
        blobs = new MemoryBlobStore(directory);
    }

    private BlobDraft draft(int bytes) throws IOException {
        BlobDraft draft = blobs.draft();
        draft.sink().write(new byte[bytes]);
        return draft;
    }

    /** An answer that is still read from the draft when it has landed. */
    private FileAnswer coming() {
        return new FileAnswer.Coming(new Body.Growing(flight, 0, -1));
    }

    @Test
    void nobodyIsWaitedForBeforeTheEndOrAfterARefusal() throws Exception {
        flight.awaitReaders(LONG);
        flight.lands(REFUSED);

        flight.awaitReaders(LONG);

        assertThat(flight.answer(f -> coming())).isEqualTo(REFUSED);
    }

    @Test
    void whoWasSentToReadIsWaitedForUntilHeHasBegun() throws Exception {
        flight.departs(draft(10), -1);
        flight.lands(coming());
        flight.awaitReaders(LONG);
        flight.answer(f -> coming());
        var waiting = new FutureTask<>(() -> waited(LONG));
        Thread thread = Thread.ofVirtual().start(waiting);
        Eventually.holds(() -> thread.getState() == Thread.State.TIMED_WAITING);

        FileChannel opened = flight.open();

        assertThat(waiting.get()).isTrue();
        opened.close();
        flight.finish();
    }

    @Test
    void aReaderWhoNeverComesIsNotWaitedForForEver() throws Exception {
        flight.departs(draft(10), -1);
        flight.lands(coming());
        flight.answer(f -> coming());

        assertThat(waited(Duration.ofMillis(1))).isTrue();

        flight.finish();
        assertThatThrownBy(flight::open).isInstanceOf(IOException.class);
    }

    private boolean waited(Duration longest) throws InterruptedException {
        flight.awaitReaders(longest);
        return true;
    }

    @Test
    void aSmallBodyThatPassesIsReadIntoMemoryAndALargeOneFromTheDraft() throws Exception {
        try (BlobDraft small = blobs.draft();
                BlobDraft large = draft((1 << 20) + 1)) {
            small.sink().write("hello".getBytes(StandardCharsets.UTF_8));

            assertThat(flight.passing(small)).isInstanceOf(Body.Memory.class);
            assertThat(Bodies.read(flight.passing(small))).hasSize(5);
            assertThat(flight.passing(large)).isInstanceOf(Body.Growing.class);
        }
    }

    @Test
    void whatIsReleasedEndsBeforeTheTailUntilAllIsVerified() throws Exception {
        flight.departs(draft(1), -1);
        flight.wrote(100_000);

        assertThat(flight.await(0)).isEqualTo(100_000 - (16 << 10));
        flight.lands(coming());
        assertThat(flight.await(90_000)).isEqualTo(100_000);
        flight.finish();
    }

    @Test
    void aRefusedDownloadFailsItsReaders() {
        flight.lands(REFUSED);

        assertThatThrownBy(() -> flight.await(0))
                .isInstanceOf(IOException.class)
                .hasMessage("the download failed: wrong bytes");
    }
}
