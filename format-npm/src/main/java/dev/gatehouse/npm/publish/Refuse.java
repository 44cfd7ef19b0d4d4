package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

/** The reasons for which a publication is not taken. */
final class Refuse {
    private Refuse() {}

    /** npm and pnpm know this answer by its words. */
    static Refusal exists(PackageName name, Version version) {
        return new Refusal.Exists(
                "%s@%s already exists: a published version cannot be published over"
                        .formatted(name, version));
    }

    static Refusal otherBytes(PackageName name, Version version) {
        return new Refusal.Conflict(
                "%s@%s was deleted: its number can be used again only with the same bytes"
                        .formatted(name, version));
    }

    static Refusal unknown(PackageName name) {
        return new Refusal.NotFound(Refusal.Asked.INDEX, name + " is not published here");
    }

    static Refusal unknown(PackageName name, Version version) {
        return new Refusal.NotFound(
                Refusal.Asked.INDEX, name + "@" + version + " is not published here");
    }

    static Refusal stale(PackageName name) {
        return new Refusal.Conflict(
                name + " was changed by somebody else meanwhile: run the command again");
    }
}
