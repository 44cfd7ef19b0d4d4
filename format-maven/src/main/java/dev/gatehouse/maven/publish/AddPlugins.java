package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.maven.metadata.Plugin;

import java.time.Instant;
import java.util.List;

/**
 * Plugin prefixes that a client sends: added to those that are here, so that two deployers never
 * overwrite each other.
 */
record AddPlugins(List<Plugin> plugins) implements LocalEdit {
    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        LocalNotes notes = LocalNotes.of(current.key().name(), current.document());
        return notes.plugins().containsAll(plugins)
                ? new Outcome.Unchanged(Refuse.created())
                : new Outcome.Changed(current.with(notes.with(plugins).text()), Refuse.created());
    }
}
