package dev.gatehouse.npm.packument;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.SourcePart;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.npm.name.NpmVersion;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The dist-tags that a client may see: for each tag, what the first source in repository order
 * says. A tag of an invisible version is left out; {@code latest} then falls back to the highest
 * visible stable version.
 */
final class VisibleTags {
    private static final String LATEST = "latest";

    private VisibleTags() {}

    static Map<String, String> of(VisibleIndex<NpmRelease, NpmDocument> index) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (SourcePart<NpmDocument> part : index.documents()) {
            part.document().distTags().forEach(tags::putIfAbsent);
        }
        tags.values().removeIf(version -> !isVisible(index, version));
        if (!tags.containsKey(LATEST)) {
            NpmVersion.highest(index.accepted().keySet())
                    .ifPresent(version -> tags.put(LATEST, version.value()));
        }
        return Collections.unmodifiableMap(tags);
    }

    private static boolean isVisible(VisibleIndex<NpmRelease, NpmDocument> index, String version) {
        return NpmVersion.isServable(version) && index.find(new Version(version)).isPresent();
    }
}
