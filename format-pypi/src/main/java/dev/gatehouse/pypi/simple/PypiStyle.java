package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.format.IndexStyle;
import dev.gatehouse.core.model.Version;

import java.util.Optional;

/** The forms in which a project can be had. */
public sealed interface PypiStyle extends IndexStyle {
    /** The simple index of the project. */
    record Page(MediaType type) implements PypiStyle {
        @Override
        public String cacheKey() {
            return "simple " + type;
        }
    }

    /**
     * The JSON document of earlier days, {@code /pypi/NAME/json}.
     *
     * @param version the one it is about; empty: the newest
     */
    record Legacy(Optional<Version> version) implements PypiStyle {
        @Override
        public String cacheKey() {
            return "legacy " + version.map(Version::value).orElse("");
        }
    }
}
