package dev.gatehouse.server.managed;

import dev.gatehouse.config.report.Place;

import java.util.List;
import java.util.Optional;

/**
 * All repositories as they are configured now.
 *
 * @param declaredAt where the file declares them; empty when they are managed
 * @param anybodyReads whether senders without a token may install
 */
public record Configured(
        Optional<Place> declaredAt, boolean anybodyReads, List<ConfiguredRepository> repositories) {
    public Configured {
        repositories = List.copyOf(repositories);
    }

    /** The repository of that name. */
    public Optional<ConfiguredRepository> find(String name) {
        return repositories.stream().filter(r -> r.name().equals(name)).findFirst();
    }
}
