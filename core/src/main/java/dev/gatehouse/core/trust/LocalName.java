package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Source;

import java.util.Optional;

/** What the local store keeps of a name. It costs no network, so it is never UNKNOWN. */
public enum LocalName {
    /** Nothing was published, or the name was released since. */
    FREE,
    /** A version was published, whatever its state now: yanked, quarantined or hidden. */
    PUBLISHED,
    /** It was claimed, or its last version was deleted. */
    RESERVED;

    /** What the local store says about the name. */
    public SourceFacts facts(PackageName name, OwnedNames owned) {
        var pattern = owned.covering(name);
        return switch (this) {
            case PUBLISHED -> facts(Presence.PRESENT, "it was published here");
            case RESERVED -> facts(Presence.PRESENT, "it is reserved here");
            case FREE ->
                    pattern.map(text -> facts(Presence.PRESENT, "owned-names has '" + text + "'"))
                            .orElseGet(() -> facts(Presence.ABSENT, "it was not published here"));
        };
    }

    private static SourceFacts facts(Presence presence, String reason) {
        return new SourceFacts(Source.LOCAL, presence, reason, Optional.empty(), Optional.empty());
    }
}
