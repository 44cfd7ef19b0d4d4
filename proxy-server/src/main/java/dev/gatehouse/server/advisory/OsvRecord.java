package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.model.PackageName;

import java.util.Map;

/** What one record of OSV comes to. */
sealed interface OsvRecord {
    String id();

    /** It is about packages of formats that are served. */
    record Kept(String id, Map<PackageName, Advisory> advisories) implements OsvRecord {}

    /** Its authors took it back. */
    record Withdrawn(String id) implements OsvRecord {}

    /** It is about other ecosystems only. */
    record Elsewhere(String id) implements OsvRecord {}
}
