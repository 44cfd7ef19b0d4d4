package dev.gatehouse.config.discovery;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.UpstreamName;

import java.net.URI;

/**
 * A registry that a client of this machine uses.
 *
 * @param foundIn where it was found, as a phrase: {@code npm's configuration}
 */
public record DiscoveredUpstream(FormatName format, UpstreamName name, URI url, String foundIn) {}
