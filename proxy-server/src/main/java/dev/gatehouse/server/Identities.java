package dev.gatehouse.server;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.UpstreamTrust;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.RepositoryIdentity;
import dev.gatehouse.core.store.UpstreamIdentity;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Gives what is declared by name its permanent id. The same URL under another name is a rename;
 * another URL is another upstream, however it is called. An upstream that is declared no more ends,
 * and its provenance and presence with it.
 */
final class Identities {
    private final MetadataStore metadata;
    private final Journal journal;
    private final Supplier<String> ids;
    private final InstantSource clock;

    Identities(MetadataStore metadata, Journal journal, Supplier<String> ids, InstantSource clock) {
        this.metadata = metadata;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
    }

    /** The id of a declared repository; made now if it has none. */
    RepositoryId repository(RepositoryConfig repository) throws IOException {
        String name = repository.name().value();
        for (RepositoryIdentity known : metadata.identities().repositories()) {
            if (known.name().equals(name)) {
                return known.id();
            }
        }
        RepositoryIdentity made =
                new RepositoryIdentity(new RepositoryId(ids.get()), name, clock.instant());
        metadata.commit(new Change.PutRepository(made));
        return made.id();
    }

    /** The identities of the declared upstreams of one format, in the order of the declaration. */
    List<UpstreamIdentity> upstreams(
            RepositoryConfig repository,
            RepositoryId id,
            FormatName format,
            List<UpstreamConfig> declared)
            throws IOException {
        FormatId formatId = new FormatId(format.key());
        List<UpstreamIdentity> known = new ArrayList<>();
        for (UpstreamIdentity one : metadata.identities().upstreams(id)) {
            if (one.format().equals(formatId)) {
                known.add(one);
            }
        }
        Round round = new Round(repository.name().value(), id, formatId, known);
        List<UpstreamIdentity> identities = new ArrayList<>();
        for (UpstreamConfig upstream : declared) {
            identities.add(round.identify(upstream, declared));
        }
        round.finish();
        return identities;
    }

    /** Writes down that a configuration was taken while the server ran. */
    void taken(String file, String by) throws IOException {
        metadata.commit(
                journal.entry(
                        Kind.CONFIGURATION,
                        "",
                        "configuration",
                        Optional.empty(),
                        by,
                        Map.of("file", file)));
    }

    /** One pass over the upstreams of one format; what is left of the known ones has ended. */
    private final class Round {
        private final String repository;
        private final RepositoryId id;
        private final FormatId format;
        private final List<UpstreamIdentity> left;
        private final List<Change> changes = new ArrayList<>();

        Round(String repository, RepositoryId id, FormatId format, List<UpstreamIdentity> known) {
            this.repository = repository;
            this.id = id;
            this.format = format;
            this.left = new ArrayList<>(known);
        }

        UpstreamIdentity identify(UpstreamConfig upstream, List<UpstreamConfig> declared) {
            String name = upstream.name().value();
            Optional<UpstreamIdentity> same =
                    take(k -> k.url().equals(upstream.url()) && k.name().equals(name));
            Optional<UpstreamIdentity> renamed =
                    same.isPresent()
                            ? same
                            : take(k -> k.url().equals(upstream.url()) && !isDeclared(k, declared));
            UpstreamIdentity next =
                    new UpstreamIdentity(
                            id,
                            format,
                            renamed.map(UpstreamIdentity::id)
                                    .orElseGet(() -> new SourceId(ids.get())),
                            name,
                            upstream.url(),
                            trust(upstream.trust()),
                            renamed.map(UpstreamIdentity::changedAt).orElseGet(clock::instant));
            if (renamed.filter(next::equals).isPresent()) {
                return next;
            }
            UpstreamIdentity changed = changedNow(next, renamed);
            changes.add(new Change.PutUpstream(changed));
            changes.add(audit(changed, describe(changed, renamed)));
            return changed;
        }

        private Optional<UpstreamIdentity> take(Predicate<UpstreamIdentity> wanted) {
            Optional<UpstreamIdentity> found = left.stream().filter(wanted).findFirst();
            found.ifPresent(left::remove);
            return found;
        }

        private boolean isDeclared(UpstreamIdentity known, List<UpstreamConfig> declared) {
            return declared.stream()
                    .anyMatch(
                            d ->
                                    d.name().value().equals(known.name())
                                            && d.url().equals(known.url()));
        }

        private UpstreamIdentity changedNow(
                UpstreamIdentity next, Optional<UpstreamIdentity> before) {
            boolean sameTrust = before.map(b -> b.trust() == next.trust()).orElse(false);
            return sameTrust
                    ? next
                    : new UpstreamIdentity(
                            next.repository(),
                            next.format(),
                            next.id(),
                            next.name(),
                            next.url(),
                            next.trust(),
                            clock.instant());
        }

        private String describe(UpstreamIdentity next, Optional<UpstreamIdentity> before) {
            if (before.isEmpty()) {
                return "added as " + next.trust();
            }
            return before.get().trust() == next.trust()
                    ? "renamed from " + before.get().name()
                    : "trust changed from " + before.get().trust() + " to " + next.trust();
        }

        void finish() throws IOException {
            for (UpstreamIdentity ended : left) {
                changes.add(new Change.DropUpstream(ended));
                changes.add(audit(ended, "removed; its provenance and presence ended"));
            }
            if (!changes.isEmpty()) {
                metadata.commit(changes, MetadataStore.Durability.SYNCED);
            }
        }

        private Change audit(UpstreamIdentity upstream, String what) {
            return journal.entry(
                    what.startsWith("trust") ? Kind.TRUST : Kind.UPSTREAM,
                    repository,
                    format + " upstream " + upstream.name(),
                    Optional.of(upstream.name()),
                    Map.of("change", what));
        }
    }

    static Trust trust(UpstreamTrust trust) {
        return switch (trust) {
            case TRUSTED -> Trust.TRUSTED;
            case UNTRUSTED -> Trust.UNTRUSTED;
        };
    }
}
