package dev.gatehouse.core.store;

import java.util.Map;

/** Estimated number of entries by kind of record, such as {@code releases}. */
public record StoreSizes(Map<String, Long> entries) {
    public StoreSizes {
        entries = Map.copyOf(entries);
    }
}
