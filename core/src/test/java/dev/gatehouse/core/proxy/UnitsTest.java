package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.StoredIndex;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

class UnitsTest {
    private static final RefreshPlan.Ttl TTL =
            new RefreshPlan.Ttl(
                    Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(5));

    @Test
    void workIsDoneOnceForAllWhoWantItAndAnewAfterItsEnd() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var flights = new SingleFlight<String, Integer>(threads);
            var runs = new java.util.concurrent.atomic.AtomicInteger();
            for (int i = 1; i <= 1000; i++) {
                assertThat(flights.join("k", runs::incrementAndGet)).isEqualTo(i);
            }
        }
    }

    @Test
    void failuresReachAllWhoWait() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var flights = new SingleFlight<String, Integer>(threads);
            assertThatThrownBy(
                            () ->
                                    flights.join(
                                            "k",
                                            () -> {
                                                throw new IOException("io");
                                            }))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(
                            () ->
                                    flights.join(
                                            "k",
                                            () -> {
                                                throw new IllegalStateException("rt");
                                            }))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(
                            () ->
                                    flights.join(
                                            "k",
                                            () -> {
                                                throw new AssertionError("e");
                                            }))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(
                            () ->
                                    flights.join(
                                            "k",
                                            () -> {
                                                throw new InterruptedException();
                                            }))
                    .isInstanceOf(IOException.class);
            var begun = new CountDownLatch(1);
            flights.begin(
                    "background",
                    () -> {
                        begun.countDown();
                        throw new IOException("logged");
                    });
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFlightThatCannotStartLeavesNobodyWaiting() {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        threads.shutdown();
        var flights = new SingleFlight<String, Integer>(threads);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> flights.join("k", () -> 1))
                    .isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void aFanoutAnswersInOrderAndItsFirstFailureEndsIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var fanout = new Fanout(threads);
            assertThat(fanout.each(List.of(), s -> s)).isEmpty();
            assertThat(fanout.each(List.of(1), s -> s + 1)).containsExactly(2);
            assertThat(fanout.each(List.of(1, 2, 3), s -> s + 1)).containsExactly(2, 3, 4);
            assertThatThrownBy(
                            () ->
                                    fanout.each(
                                            List.of(1, 2),
                                            s -> {
                                                throw new IOException("io");
                                            }))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(
                            () ->
                                    fanout.each(
                                            List.of(1, 2),
                                            s -> {
                                                throw new IllegalStateException("rt");
                                            }))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(
                            () ->
                                    fanout.each(
                                            List.of(1, 2),
                                            s -> {
                                                throw new AssertionError("e");
                                            }))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(
                            () ->
                                    fanout.each(
                                            List.of(1, 2),
                                            s -> {
                                                throw new InterruptedException();
                                            }))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoWaitsTooLongForALockGivesUp() throws Exception {
        var locks = new PackageLocks(Duration.ofMillis(1));
        var key = new PackageKey(Gate.REPOSITORY, LineFormat.named("x"));
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var holder =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        locks.holding(
                                                key,
                                                () -> {
                                                    held.countDown();
                                                    release.await();
                                                    return 0;
                                                });
                                    } catch (IOException | InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        held.await();

        assertThatThrownBy(() -> locks.holding(key, () -> 1)).isInstanceOf(IOException.class);
        release.countDown();
        holder.join();
        assertThat(locks.<Integer>holding(key, () -> 1)).isEqualTo(1);
    }

    @Test
    void theJournalWritesOneRowAMinuteForEachAndBoundsThem() throws Exception {
        try (var gate = new Gate()) {
            var journal = gate.services.journal();
            var refused = new Journal.Refused("P", 2, "alice");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 2000; i++) {
                    var name = LineFormat.named("x" + i % 1000);
                    threads.execute(
                            () ->
                                    journal.refused(
                                            AuditEvent.Kind.BLOCK, gate.mount(), name, refused));
                }
            }
            gate.metadata.breakWith("disk full");
            assertThatThrownBy(journal::flush).isInstanceOf(IOException.class);
            gate.metadata.repair();
            journal.flush();
            journal.flush();

            var rows = gate.metadata.audit().list(Optional.empty(), 5000);
            assertThat(rows).hasSize(501);
            assertThat(rows.stream().mapToLong(AuditEvent::count).sum()).isEqualTo(2000);
        }
    }

    @Test
    void aPlanFollowsTheAgesOfDocumentAndFailure() {
        var at = Instant.parse("2026-11-22T12:00:00Z");
        var stored = stored(at);
        assertThat(plan(Optional.of(stored), Optional.empty(), at.plusSeconds(299)))
                .isEqualTo(RefreshPlan.USE_STORED);
        assertThat(plan(Optional.of(stored), Optional.empty(), at.plusSeconds(300)))
                .isEqualTo(RefreshPlan.USE_STORED_AND_REFRESH);
        assertThat(plan(Optional.of(stored), Optional.empty(), at.plusSeconds(3600)))
                .isEqualTo(RefreshPlan.FETCH);
        assertThat(plan(Optional.of(stored), Optional.empty(), at.minusSeconds(1)))
                .isEqualTo(RefreshPlan.FETCH);
        assertThat(
                        RefreshPlan.of(
                                Optional.of(stored),
                                Optional.empty(),
                                TTL,
                                at.plusSeconds(300),
                                false))
                .isEqualTo(RefreshPlan.FETCH);
        var silent = Optional.of(new RefreshPlan.Failure(at, true, "reset"));
        assertThat(plan(Optional.empty(), silent, at.plusSeconds(4)))
                .isEqualTo(RefreshPlan.USE_SILENT);
        assertThat(plan(Optional.of(stored), silent, at.plusSeconds(5)))
                .isEqualTo(RefreshPlan.FETCH);
        assertThat(plan(Optional.of(stored), silent, at.minusSeconds(5)))
                .isEqualTo(RefreshPlan.FETCH);
        var missing = Optional.of(new RefreshPlan.Failure(at, false, "404"));
        assertThat(plan(Optional.empty(), missing, at.plusSeconds(299)))
                .isEqualTo(RefreshPlan.USE_MISSING);
        assertThat(plan(Optional.empty(), missing, at.plusSeconds(300)))
                .isEqualTo(RefreshPlan.FETCH);
    }

    private static RefreshPlan plan(
            Optional<StoredIndex> stored, Optional<RefreshPlan.Failure> failure, Instant now) {
        return RefreshPlan.of(stored, failure, TTL, now, true);
    }

    private static StoredIndex stored(Instant at) {
        return new StoredIndex(
                Gate.REPOSITORY,
                IndexKey.of(LineFormat.named("x")),
                new SourceId("P"),
                Digest.compute(DigestAlgorithm.SHA256, new byte[0]),
                "text/plain",
                java.net.URI.create("https://registry.example/x"),
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }

    @Test
    void gzipIsGivenToWhoTakesItUnderAnETagOfItsOwn() throws Exception {
        try (var gate = new Gate()) {
            gate.local("x", "1");
            for (var refusing :
                    List.of("identity", "gzip;q=0", "gzip; q=0.000", "x-gzip", "*;q=0")) {
                assertThat(answer(gate, refusing).headers().has("content-encoding"))
                        .as(refusing)
                        .isFalse();
            }
            for (var taking : List.of("gzip", "br, GZIP;q=0.5", "gzip;q=1.0")) {
                var answer = answer(gate, taking);
                assertThat(answer.headers().first("content-encoding")).as(taking).contains("gzip");
                assertThat(answer.headers().first("etag"))
                        .isNotEqualTo(answer(gate, "br").headers().first("etag"));
                var unzipped =
                        new java.util.zip.GZIPInputStream(
                                new ByteArrayInputStream(Bodies.read(answer.body())));
                assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("1 local x-1\n");
            }
        }
    }

    private static Response answer(Gate gate, String coding) throws Exception {
        var head = gate.head(Method.GET, "index/x", Headers.of("accept-encoding", coding));
        return gate.router.handle(new Request(head, RequestBody.EMPTY, Gate.ALICE));
    }
}
