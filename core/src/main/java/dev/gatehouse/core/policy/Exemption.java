package dev.gatehouse.core.policy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import java.time.Instant;

/**
 * Lets one version through whatever policies say, for a time.
 *
 * @param id lasting
 * @param by who granted it
 * @param reason why; never blank
 */
public record Exemption(
        String id,
        PackageName name,
        Version version,
        String by,
        String reason,
        Instant createdAt,
        Instant expiresAt) {
    public Exemption {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an exemption without a reason");
        }
    }

    /** As people write what it is about: {@code npm:left-pad:1.3.0}. */
    public String key() {
        return name.format() + ":" + name + ":" + version;
    }

    public boolean isInForce(Instant now) {
        return now.isBefore(expiresAt);
    }
}
