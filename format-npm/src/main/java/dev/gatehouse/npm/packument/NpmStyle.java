package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.IndexStyle;

/** The forms in which a package's index can be had. */
public sealed interface NpmStyle extends IndexStyle {
    /**
     * All that is known.
     *
     * @param revision with {@code _rev}, for clients that will send the document back
     */
    record Full(boolean revision) implements NpmStyle {
        @Override
        public String cacheKey() {
            return revision ? "full-rev" : "full";
        }
    }

    /** What an installer needs. */
    record Abbreviated() implements NpmStyle {
        @Override
        public String cacheKey() {
            return "abbreviated";
        }
    }

    /** One version's manifest, by its number or by a tag. */
    record OneVersion(String selector) implements NpmStyle {
        @Override
        public String cacheKey() {
            return "version:" + selector;
        }
    }

    /** The dist-tags alone. */
    record DistTags() implements NpmStyle {
        @Override
        public String cacheKey() {
            return "dist-tags";
        }
    }
}
