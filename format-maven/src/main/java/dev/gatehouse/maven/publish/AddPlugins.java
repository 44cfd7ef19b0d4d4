package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.maven.metadata.Plugin;

import java.time.Instant;
import java.util.List;

/**
 * Plugin prefixes that a client sends: added to those that are here, so that two deployers never
 * overwrite each other.
 */
record AddPlugins(List<Plugin> plugins) implements LocalEdit {
    /** Far more than any group has; nobody can take one back. */
    private static final int MOST = 1000;

    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        LocalNotes notes = LocalNotes.of(current.key().name(), current.document());
        if (notes.plugins().containsAll(plugins)) {
            return new Outcome.Unchanged(Refuse.created());
        }
        LocalNotes more = notes.with(plugins);
        return more.plugins().size() > MOST
                ? new Outcome.Rejected(
                        new Refusal.TooLarge("a group has at most " + MOST + " plugin prefixes"))
                : new Outcome.Changed(current.with(more.text()), Refuse.created());
    }
}
