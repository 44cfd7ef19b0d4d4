package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.OsvConfig;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.server.advisory.AdvisoryBook;
import dev.gatehouse.server.advisory.AdvisoryRefresh;
import dev.gatehouse.server.advisory.AdvisorySource;
import dev.gatehouse.server.advisory.LocalSource;
import dev.gatehouse.server.advisory.RemoteSource;
import dev.gatehouse.server.api.advisories.AdvisoryDesk;
import dev.gatehouse.server.upstream.HttpUpstreamClient;
import dev.gatehouse.server.upstream.Surroundings;
import dev.gatehouse.server.upstream.UpstreamSettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Puts together what is about advisories, and looks at their source in the background. */
final class AdvisoryWiring implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryWiring.class);
    private static final SourceId ID = new SourceId("osv");
    private static final long LOOK_SECONDS = 5;
    private static final long CLOSE_SECONDS = 30;

    private final AdvisoryBook book;
    private final Path room;
    private final OsvConfig config;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("advisories").factory());
    private Optional<HttpUpstreamClient> client = Optional.empty();

    /**
     * @param room where files lie until they are imported; what is left in it goes
     */
    private AdvisoryWiring(AdvisoryBook book, Path room, OsvConfig config, InstantSource clock)
            throws IOException {
        this.book = book;
        this.room = room;
        this.config = config;
        this.clock = clock;
        Files.createDirectories(room);
        try (var left = Files.newDirectoryStream(room)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    static AdvisoryWiring of(
            GatehouseConfig config,
            MetadataStore metadata,
            Journal journal,
            List<Format<?, ?>> formats,
            InstantSource clock)
            throws IOException {
        return new AdvisoryWiring(
                new AdvisoryBook(metadata, journal, formats, clock),
                config.storage().directory().resolve("advisories"),
                config.osv(),
                clock);
    }

    AdvisoryBook book() {
        return book;
    }

    AdvisoryDesk desk() {
        return new AdvisoryDesk(book, room, config.source().map(OsvConfig.Source::toString));
    }

    /** Looks at the configured source now and then, if there is one. */
    void start(Surroundings around) {
        if (config.source().isEmpty()) {
            return;
        }
        AdvisorySource source =
                switch (config.source().get()) {
                    case OsvConfig.Source.Local(Path path) -> new LocalSource(path);
                    case OsvConfig.Source.Remote(URI url) -> remote(url, around);
                };
        AdvisoryRefresh refresh = new AdvisoryRefresh(book, source, config.refresh(), clock);
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> attempt(refresh), 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private AdvisorySource remote(URI url, Surroundings around) {
        HttpUpstreamClient made =
                new HttpUpstreamClient(Map.of(ID, UpstreamSettings.of(url.resolve("/"))), around);
        client = Optional.of(made);
        Upstream upstream =
                new Upstream(
                        ID,
                        "osv.source",
                        url.resolve("/"),
                        Trust.TRUSTED,
                        Mode.PROXY_ONLY,
                        true,
                        Optional.empty(),
                        config.refresh(),
                        config.refresh(),
                        Duration.ofSeconds(30),
                        true);
        return new RemoteSource(made, upstream, url, room);
    }

    private static void attempt(AdvisoryRefresh refresh) {
        try {
            refresh.runIfDue();
        } catch (IOException | RuntimeException e) {
            LOG.error("refreshing advisories failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.ifPresent(HttpUpstreamClient::close);
        try {
            if (!timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("the import of advisories did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
