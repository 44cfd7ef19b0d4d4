package dev.gatehouse.config;

import java.util.List;
import java.util.Optional;

/**
 * The repositories that the file declares; they are read-only in the management API. Where the file
 * has no {@code repositories}, they are managed at run time and {@link
 * GatehouseConfig#repositories()} is empty.
 *
 * @param all in the order of the file
 */
public record RepositoriesConfig(List<RepositoryConfig> all) {
    public RepositoriesConfig {
        all = List.copyOf(all);
    }

    /** The repository of that name. */
    public Optional<RepositoryConfig> find(RepositoryName name) {
        return all.stream().filter(repository -> repository.name().equals(name)).findFirst();
    }
}
