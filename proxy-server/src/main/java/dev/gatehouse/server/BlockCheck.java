package dev.gatehouse.server;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.NamePattern;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.server.upstream.HttpUpstreamClient;

import java.util.List;

/**
 * Tries the values of one format's block with those who will use them. Not for more than one
 * thread.
 */
final class BlockCheck {
    private final RepositoriesConfig all;
    private final RepositoryConfig repository;
    private final ServedFormat served;
    private final Problems problems;

    /**
     * A check.
     *
     * @param all know where everything is declared
     * @param problems where errors are told
     */
    BlockCheck(
            RepositoriesConfig all,
            RepositoryConfig repository,
            ServedFormat served,
            Problems problems) {
        this.all = all;
        this.repository = repository;
        this.served = served;
        this.problems = problems;
    }

    void check(FormatConfig block) {
        Format<?, ?> format = served.make().apply(block);
        List<NamePattern> owned = block.ownedNames();
        for (int i = 0; i < owned.size(); i++) {
            String text = owned.get(i).text();
            attempt(
                    "owned-names[" + i + "]",
                    block(),
                    "'" + text + "': ",
                    () -> format.ownedNames(text));
        }
        for (int i = 0; i < block.upstreams().size(); i++) {
            check(block.upstreams().get(i), "upstreams[" + i + "].", format);
        }
    }

    private void check(UpstreamConfig upstream, String key, Format<?, ?> format) {
        Place place = place(upstream);
        upstream.canary()
                .ifPresent(
                        canary ->
                                attempt(
                                        key + "canary",
                                        place,
                                        "'" + canary + "': ",
                                        () -> format.name(canary)));
        attempt(
                key + (upstream.ca().isPresent() ? "ca" : "url"),
                place,
                "",
                () -> HttpUpstreamClient.requireUsable(Reach.of(upstream)));
    }

    private Place block() {
        return all.place(repository.name().value(), served.name().key())
                .orElseGet(Place.Default::new);
    }

    private Place place(UpstreamConfig upstream) {
        return all.place(repository.name().value(), served.name().key(), upstream.name().value())
                .orElseGet(this::block);
    }

    private void attempt(String key, Place place, String shown, Runnable use) {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            String path =
                    "repositories." + repository.name() + "." + served.name().key() + "." + key;
            problems.error(path, place, shown + e.getMessage());
        }
    }
}
