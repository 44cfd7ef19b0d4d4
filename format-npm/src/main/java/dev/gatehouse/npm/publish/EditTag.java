package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.npm.json.StrictJson;

import java.time.Instant;
import java.util.Optional;

/**
 * Sets or removes one dist-tag.
 *
 * @param version what it shall point to; empty: it is removed
 */
record EditTag(String tag, Optional<Version> version, StrictJson json) implements LocalEdit {
    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        PackageName name = current.key().name();
        if (current.available().isEmpty()) {
            return new Outcome.Rejected(Refuse.unknown(name));
        }
        NameDocument document = NameDocument.of(current, json);
        if (version.isPresent()) {
            if (current.find(version.get()).filter(LocalRelease::isAvailable).isEmpty()) {
                return new Outcome.Rejected(Refuse.unknown(name, version.get()));
            }
            document.tag(tag, version.get());
        } else if (document.hasTag(tag)) {
            document.untag(tag);
        } else {
            return missing(name + " has no dist-tag '" + tag + "' here");
        }
        return Answers.changed(201, current, current.with(document.text()), json);
    }

    private static Outcome missing(String text) {
        return new Outcome.Rejected(new Refusal.NotFound(Refusal.Asked.INDEX, text));
    }
}
