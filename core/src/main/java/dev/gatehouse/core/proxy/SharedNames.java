package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.OwnedNames;
import dev.gatehouse.core.upstream.Upstream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

/**
 * Names that are local, published, reserved or owned by a pattern, and that an untrusted upstream
 * has supplied here: it may go on. Thread-safe.
 */
public final class SharedNames {
    private static final Logger LOG = LoggerFactory.getLogger(SharedNames.class);
    private static final int PAGE = 500;
    private static final int MOST_READ = 20_000;
    private static final int MOST_TOLD = 500;

    private final MetadataStore metadata;
    private final LocalNames locals;
    private final Journal journal;
    private final ExecutorService threads;

    SharedNames(Kernel kernel) {
        this.metadata = kernel.metadata();
        this.locals = new LocalNames(kernel.metadata());
        this.journal = kernel.journal();
        this.threads = kernel.threads();
    }

    /**
     * One of them.
     *
     * @param local why it is local, for people
     * @param with the untrusted upstreams that may supply it too, in repository order
     */
    public record SharedName(PackageName name, String local, List<Upstream> with) {
        /** The upstreams' names. */
        public List<String> sharers() {
            return with.stream().map(Upstream::name).toList();
        }
    }

    /**
     * Some of them, in order.
     *
     * @param next after which name to go on; empty at the end
     */
    public record Page(List<SharedName> names, Optional<PackageName> next) {}

    /**
     * Those after a name, at most so many; reads a bounded number of names, so that a page may have
     * fewer, or none, before the end.
     */
    public Page page(Mount<?, ?> mount, Optional<PackageName> after, int most) throws IOException {
        List<SharedName> found = new ArrayList<>();
        NamePages names = new NamePages(last -> supplied(mount, last.or(() -> after)));
        Optional<PackageName> last = after;
        for (int read = 0; read < MOST_READ && found.size() < most; read++) {
            Optional<PackageName> name = names.next();
            if (name.isEmpty()) {
                return new Page(found, Optional.empty());
            }
            find(mount, name.get()).ifPresent(found::add);
            last = name;
        }
        return new Page(found, last);
    }

    private List<PackageName> supplied(Mount<?, ?> mount, Optional<PackageName> after)
            throws IOException {
        return metadata
                .provenance()
                .list(mount.repository(), mount.format().id(), after, PAGE)
                .stream()
                .map(p -> p.key().name())
                .distinct()
                .toList();
    }

    private Optional<SharedName> find(Mount<?, ?> mount, PackageName name) throws IOException {
        List<Upstream> sharers = sharers(mount, name);
        if (sharers.isEmpty()) {
            return Optional.empty();
        }
        var local = locals.facts(mount, name);
        return local.presence() == Presence.PRESENT
                ? Optional.of(new SharedName(name, local.reason(), sharers))
                : Optional.empty();
    }

    /** The untrusted upstreams that have supplied that name here before, in repository order. */
    List<Upstream> sharers(Mount<?, ?> mount, PackageName name) throws IOException {
        Set<SourceId> suppliers = new HashSet<>();
        for (Provenance provenance : metadata.provenance().of(mount.key(name))) {
            suppliers.add(provenance.source());
        }
        return mount.settings().upstreams().stream()
                .filter(u -> !u.source().isTrusted() && suppliers.contains(u.id()))
                .toList();
    }

    /** Tells of names that a change of trust or of owned names makes shared. Does not wait. */
    void changed(Mount<?, ?> before, Mount<?, ?> after) {
        Set<SourceId> demoted = new HashSet<>();
        for (Upstream upstream : after.settings().upstreams()) {
            boolean was =
                    before.settings()
                            .upstream(upstream.id())
                            .filter(u -> u.source().isTrusted())
                            .isPresent();
            if (was && !upstream.source().isTrusted()) {
                demoted.add(upstream.id());
            }
        }
        OwnedNames old = before.settings().ownedNames();
        OwnedNames now = after.settings().ownedNames();
        if (demoted.isEmpty() && texts(now).equals(texts(old))) {
            return;
        }
        Predicate<SharedName> isNew =
                shared ->
                        shared.with().stream().anyMatch(u -> demoted.contains(u.id()))
                                || (now.covering(shared.name()).isPresent()
                                        && old.covering(shared.name()).isEmpty());
        threads.execute(() -> tell(after, isNew));
    }

    private static List<String> texts(OwnedNames owned) {
        return owned.patterns().stream().map(OwnedNames.Pattern::text).toList();
    }

    /** The first ones go to the audit log, all are counted. */
    private void tell(Mount<?, ?> mount, Predicate<SharedName> isNew) {
        try {
            long count = 0;
            Optional<PackageName> after = Optional.empty();
            do {
                Page page = page(mount, after, PAGE);
                List<SharedName> some = page.names().stream().filter(isNew).toList();
                audit(mount, some.stream().limit(Math.max(0, MOST_TOLD - count)).toList());
                count += some.size();
                after = page.next();
            } while (after.isPresent());
            if (count > 0) {
                LOG.warn(
                        "{} names of {} in {} are shared with untrusted upstreams now; see"
                                + " gatehouse trust shared",
                        count,
                        mount.format().id(),
                        mount.repositoryName());
            }
        } catch (IOException e) {
            LOG.error("shared names of {} could not be looked for", mount.repositoryName(), e);
        }
    }

    private void audit(Mount<?, ?> mount, List<SharedName> names) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (SharedName shared : names) {
            String with = String.join(", ", shared.sharers());
            changes.add(
                    journal.entry(
                            AuditEvent.Kind.SHARED_NAME,
                            mount.repositoryName(),
                            Journal.subject(shared.name()),
                            Optional.of(with),
                            Map.of("shared-with", with, "local", shared.local())));
        }
        if (!changes.isEmpty()) {
            metadata.commit(changes, MetadataStore.Durability.SYNCED);
        }
    }
}
