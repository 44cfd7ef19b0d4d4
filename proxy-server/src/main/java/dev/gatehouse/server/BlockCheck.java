package dev.gatehouse.server;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.server.upstream.HttpUpstreamClient;

import java.util.ArrayList;
import java.util.List;

/**
 * Tries the values of one format's block with those who will use them. Not for more than one
 * thread.
 */
final class BlockCheck {
    private final String path;
    private final Format<?, ?> format;
    private final List<String> problems = new ArrayList<>();

    BlockCheck(String path, Format<?, ?> format) {
        this.path = path;
        this.format = format;
    }

    List<String> of(FormatConfig block) {
        block.ownedNames()
                .forEach(
                        pattern ->
                                attempt(
                                        "owned-names: '" + pattern.text() + "'",
                                        () -> format.ownedNames(pattern.text())));
        block.upstreams().forEach(this::check);
        return problems;
    }

    private void check(UpstreamConfig upstream) {
        String key = "upstreams: " + upstream.name();
        upstream.canary()
                .ifPresent(
                        canary ->
                                attempt(
                                        key + ": canary: '" + canary + "'",
                                        () -> format.name(canary)));
        attempt(key, () -> HttpUpstreamClient.requireUsable(Reach.of(upstream)));
    }

    private void attempt(String key, Runnable use) {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            problems.add(path + "." + key + ": " + e.getMessage());
        }
    }
}
