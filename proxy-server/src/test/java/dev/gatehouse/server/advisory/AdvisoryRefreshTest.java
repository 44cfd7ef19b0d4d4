package dev.gatehouse.server.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.Validator;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A configured source is imported when it has changed, and only then. */
class AdvisoryRefreshTest extends ImportRig {
    private static final Duration HOURS = Duration.ofHours(6);
    private static final URI ALL = URI.create("https://files.example/osv/all.zip");

    private final List<Optional<Validator>> asked = new ArrayList<>();
    private Instant now = NOON;

    private AdvisoryRefresh of(AdvisorySource source) {
        return new AdvisoryRefresh(book, source, HOURS, () -> now);
    }

    private boolean later(AdvisoryRefresh refresh, Duration time) throws Exception {
        now = now.plus(time);
        return refresh.runIfDue();
    }

    @Test
    void aFileIsImportedAtOnceAndAgainWhenItLooksOtherwise() throws Exception {
        Path zip = zip(two());
        AdvisoryRefresh refresh = of(new LocalSource(zip));

        assertThat(refresh.runIfDue()).isTrue();
        assertThat(about(PAD)).containsExactly("GHSA-1", "GHSA-2");
        assertThat(later(refresh, HOURS)).isFalse();

        zip(new Osv().with("GHSA-9", "npm", "left-pad", "9.0.0"));
        Files.setLastModifiedTime(zip, FileTime.from(NOON));
        assertThat(later(refresh, Duration.ofHours(5))).isFalse();
        assertThat(later(refresh, Duration.ofHours(1))).isTrue();
        assertThat(about(PAD)).containsExactly("GHSA-9");
    }

    @Test
    void afterARestartWhatHasNotChangedIsNotReadAgain() throws Exception {
        LocalSource source = new LocalSource(two().directory(directory.resolve("osv")));
        of(source).runIfDue();

        book = book();

        assertThat(of(source).runIfDue()).isFalse();
        assertThat(told).hasValue(1);
    }

    @Test
    void aSourceThatIsNotThereIsToldAndTriedAgainSoon() throws Exception {
        Path file = directory.resolve("later.zip");
        AdvisoryRefresh refresh = of(new LocalSource(file));

        assertThat(refresh.runIfDue()).isFalse();
        assertThat(book.failure()).isPresent();

        two().zip(file);
        assertThat(later(refresh, Duration.ofMinutes(4))).isFalse();
        assertThat(later(refresh, Duration.ofMinutes(1))).isTrue();
        assertThat(book.failure()).isEmpty();
    }

    @Test
    void aUrlIsAskedWithWhatItSaidOfItselfAndNothingIsLeftBehind() throws Exception {
        byte[] zip = two().zip();
        Headers headers = Headers.of("etag", "\"1\"");
        Path room = Files.createDirectory(directory.resolve("room"));
        AdvisoryRefresh refresh = of(remote(room, found(headers, zip)));

        assertThat(refresh.runIfDue()).isTrue();
        assertThat(later(refresh, HOURS)).isFalse();

        assertThat(asked)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new Validator(Optional.of("\"1\""), Optional.empty())));
        assertThat(room).isEmptyDirectory();
        assertThat(book.current().orElseThrow().source()).isEqualTo(ALL.toString());
    }

    @Test
    void aUrlThatAnswersOtherwiseLeavesTheOldSet() throws Exception {
        taken(zip(two()));
        Path room = Files.createDirectory(directory.resolve("room"));
        byte[] cut = new byte[100];

        for (UpstreamReply reply :
                List.of(
                        new UpstreamReply.Missing(404),
                        new UpstreamReply.Refused(403, "no"),
                        new UpstreamReply.Broken("it did not answer"),
                        found(Headers.none(), cut))) {
            assertThat(of(remote(room, reply)).runIfDue()).isFalse();
            assertThat(book.failure().orElseThrow().reason()).contains(ALL.toString());
        }

        assertThat(about(PAD)).containsExactly("GHSA-1", "GHSA-2");
        assertThat(room).isEmptyDirectory();
    }

    private static UpstreamReply found(Headers headers, byte[] body) {
        return new UpstreamReply.Found(
                headers, ALL, OptionalLong.empty(), new ByteArrayInputStream(body));
    }

    /** Answers once; after that nothing has changed. */
    private RemoteSource remote(Path room, UpstreamReply first) {
        Upstream upstream =
                new Upstream(
                        new SourceId("osv"),
                        "osv.source",
                        ALL.resolve("/"),
                        Trust.TRUSTED,
                        Mode.PROXY_ONLY,
                        true,
                        Optional.empty(),
                        HOURS,
                        HOURS,
                        HOURS,
                        true);
        return new RemoteSource(
                (_, _, validator) -> {
                    asked.add(validator);
                    return validator.isPresent()
                            ? new UpstreamReply.NotModified(Headers.none())
                            : first;
                },
                upstream,
                ALL,
                room);
    }

    @Test
    void aQueryMayBeASecretAndIsNotShown() {
        RemoteSource source =
                new RemoteSource(
                        (_, _, _) -> new UpstreamReply.Missing(404),
                        remote(directory, new UpstreamReply.Missing(404)).upstream(),
                        URI.create(ALL + "?key=hidden"),
                        directory);

        assertThat(source.name()).doesNotContain("hidden");
    }
}
