package dev.gatehouse.config.discovery;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.UpstreamName;

import java.net.URI;
import java.util.List;

/**
 * A registry that a client of this machine uses.
 *
 * @param foundIn where it was found, as a phrase: {@code npm's configuration}
 * @param fileHosts origins to which its documents link for files
 */
public record DiscoveredUpstream(
        FormatName format, UpstreamName name, URI url, String foundIn, List<URI> fileHosts) {
    public DiscoveredUpstream {
        fileHosts = List.copyOf(fileHosts);
    }

    /** One whose files are where its documents are. */
    public DiscoveredUpstream(FormatName format, UpstreamName name, URI url, String foundIn) {
        this(format, name, url, foundIn, List.of());
    }
}
