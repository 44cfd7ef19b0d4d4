package dev.gatehouse.config;

import dev.gatehouse.config.report.Place;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The repositories that the file declares; they are read-only in the management API. Where the file
 * has no {@code repositories}, they are managed at run time and {@link
 * GatehouseConfig#repositories()} is empty.
 *
 * @param all in the order of the file
 * @param places where they stand, as {@link #place} looks it up; empty where nobody needs to know
 */
public record RepositoriesConfig(List<RepositoryConfig> all, Map<String, Place> places) {
    public RepositoriesConfig {
        all = List.copyOf(all);
        places = Map.copyOf(places);
    }

    /** These, wherever they came from. */
    public RepositoriesConfig(List<RepositoryConfig> all) {
        this(all, Map.of());
    }

    /** Others at the same places. */
    public RepositoriesConfig with(List<RepositoryConfig> others) {
        return new RepositoriesConfig(others, places);
    }

    /** The same at these places. */
    public RepositoriesConfig at(Map<String, Place> found) {
        return new RepositoriesConfig(all, found);
    }

    /**
     * Where something is declared: all of them (no part), a repository, its format ({@code main},
     * {@code npm}), or an upstream of that ({@code main}, {@code npm}, {@code npm-public}).
     */
    public Optional<Place> place(String... parts) {
        return Optional.ofNullable(places.get(String.join("/", parts)));
    }

    /** Whether they declare the same, wherever they stand. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RepositoriesConfig(var theirs, var _) && all.equals(theirs);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    /** The repository of that name. */
    public Optional<RepositoryConfig> find(RepositoryName name) {
        return all.stream().filter(repository -> repository.name().equals(name)).findFirst();
    }
}
