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

    /** What is known so far of one repository, or an id for one that will be made. */
    RepositoryId idOf(String name) throws IOException {
        for (RepositoryIdentity known : metadata.identities().repositories()) {
            if (known.name().equals(name)) {
                return known.id();
            }
        }
        return new RepositoryId(ids.get());
    }

    /**
     * Begins to compare a configuration with what is known.
     *
     * @param by who brought it, for the audit log
     * @param given ids of repositories by name, for those that have none stored
     */
    Plan plan(String by, Map<String, RepositoryId> given) throws IOException {
        return new Plan(by, given, metadata.identities().repositories());
    }

    /** The entry that tells that a configuration was taken while the server ran. */
    Change taken(String file, String by) {
        return journal.entry(
                Kind.CONFIGURATION,
                "",
                "configuration",
                Optional.empty(),
                by,
                Map.of("file", file));
    }

    /** The ids of one configuration, and what is to be stored of them. */
    final class Plan {
        private final String by;
        private final Map<String, RepositoryId> given;
        private final List<RepositoryIdentity> known;
        private final List<Change> changes = new ArrayList<>();

        Plan(String by, Map<String, RepositoryId> given, List<RepositoryIdentity> known) {
            this.by = by;
            this.given = Map.copyOf(given);
            this.known = List.copyOf(known);
        }

        /** What is to be stored before anything of the configuration is in force. */
        List<Change> changes() {
            return List.copyOf(changes);
        }

        /** The identity of a repository; a new one if it has none. */
        RepositoryIdentity repository(RepositoryConfig repository) {
            String name = repository.name().value();
            for (RepositoryIdentity one : known) {
                if (one.name().equals(name)) {
                    return one;
                }
            }
            RepositoryId id =
                    Optional.ofNullable(given.get(name))
                            .orElseGet(() -> new RepositoryId(ids.get()));
            RepositoryIdentity made = new RepositoryIdentity(id, name, clock.instant());
            changes.add(new Change.PutRepository(made));
            return made;
        }

        /** The identities of the upstreams of one format, in the order of the configuration. */
        List<UpstreamIdentity> upstreams(
                RepositoryIdentity repository, FormatName format, List<UpstreamConfig> declared)
                throws IOException {
            FormatId formatId = new FormatId(format.key());
            List<UpstreamIdentity> before = new ArrayList<>();
            for (UpstreamIdentity one : metadata.identities().upstreams(repository.id())) {
                if (one.format().equals(formatId)) {
                    before.add(one);
                }
            }
            Round round = new Round(this, repository, formatId, before);
            List<UpstreamIdentity> identities = new ArrayList<>();
            for (UpstreamConfig upstream : declared) {
                identities.add(round.identify(upstream, declared));
            }
            round.finish();
            return identities;
        }
    }

    /** One pass over the upstreams of one format; what is left of the known ones has ended. */
    private final class Round {
        private final Plan plan;
        private final RepositoryIdentity repository;
        private final FormatId format;
        private final List<UpstreamIdentity> left;

        Round(
                Plan plan,
                RepositoryIdentity repository,
                FormatId format,
                List<UpstreamIdentity> known) {
            this.plan = plan;
            this.repository = repository;
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
                            repository.id(),
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
            plan.changes.add(new Change.PutUpstream(changed));
            plan.changes.add(audit(changed, describe(changed, renamed)));
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
            FreedNames freed = new FreedNames(metadata, left);
            for (UpstreamIdentity ended : left) {
                plan.changes.add(new Change.DropUpstream(ended));
                plan.changes.add(
                        audit(
                                ended,
                                Map.of(
                                        "change",
                                        "removed; its provenance and presence ended",
                                        "freed",
                                        freed.by(ended))));
            }
        }

        private Change audit(UpstreamIdentity upstream, String what) {
            return audit(upstream, Map.of("change", what));
        }

        private Change audit(UpstreamIdentity upstream, Map<String, String> details) {
            String what = details.getOrDefault("change", "");
            return journal.entry(
                    what.startsWith("trust") ? Kind.TRUST : Kind.UPSTREAM,
                    repository.name(),
                    format + " upstream " + upstream.name(),
                    Optional.of(upstream.name()),
                    plan.by,
                    details);
        }
    }

    static Trust trust(UpstreamTrust trust) {
        return switch (trust) {
            case TRUSTED -> Trust.TRUSTED;
            case UNTRUSTED -> Trust.UNTRUSTED;
        };
    }
}
