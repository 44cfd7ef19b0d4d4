package dev.gatehouse.config;

import java.util.Map;
import java.util.Optional;

/**
 * One declared repository.
 *
 * @param host a host name of its own, at whose root its formats hang
 * @param pinning what is done about a package that others sign than did before
 * @param signing whether what is published here is signed with the repository's own keys
 * @param formats the formats that have a block
 */
public record RepositoryConfig(
        RepositoryName name,
        Optional<HostName> host,
        Pinning pinning,
        boolean signing,
        Map<FormatName, FormatConfig> formats) {
    public RepositoryConfig {
        formats = Map.copyOf(formats);
    }

    /** The block of that format. */
    public Optional<FormatConfig> format(FormatName format) {
        return Optional.ofNullable(formats.get(format));
    }
}
