package dev.gatehouse.config.discovery;

import java.util.List;
import java.util.Optional;

/**
 * What was found out about one client.
 *
 * @param notes sentences for the operator; never a secret
 */
public record Discovery(Optional<DiscoveredUpstream> upstream, List<String> notes) {
    public Discovery {
        notes = List.copyOf(notes);
    }
}
