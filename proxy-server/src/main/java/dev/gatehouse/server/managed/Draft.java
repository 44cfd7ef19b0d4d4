package dev.gatehouse.server.managed;

import dev.gatehouse.config.tree.Node;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.ManagedUpstream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The managed repositories while they are being changed. Nothing of it is in force, or stored,
 * until the change is done. Not for more than one thread.
 */
public final class Draft {
    private final SequencedMap<String, ManagedRepository> repositories = new LinkedHashMap<>();
    private final List<Note> notes = new ArrayList<>();
    private final Function<String, RepositoryId> idOf;
    private final Supplier<String> slugs;
    private final Instant now;

    /**
     * A draft of what there is.
     *
     * @param idOf the id of a new repository of that name
     * @param slugs names for new upstreams, none of them ever given before
     */
    public Draft(
            List<ManagedRepository> before,
            Function<String, RepositoryId> idOf,
            Supplier<String> slugs,
            Instant now) {
        before.forEach(r -> repositories.put(r.name(), r));
        this.idOf = idOf;
        this.slugs = slugs;
        this.now = now;
    }

    /**
     * What the audit log is to say besides what it says of upstreams anyway.
     *
     * @param details never a secret
     */
    public record Note(String repository, String subject, Map<String, String> details) {
        public Note {
            details = Map.copyOf(details);
        }
    }

    /** What people read of a repository. */
    public record About(String title, String description) {}

    /** The repository of that name as it is in this draft. */
    public Optional<ManagedRepository> find(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    /** All of this draft. */
    public List<ManagedRepository> all() {
        return List.copyOf(repositories.values());
    }

    /** What was noted. */
    public List<Note> notes() {
        return List.copyOf(notes);
    }

    /** Adds a repository. */
    public void add(String name, About about, Node.Block definition) {
        String text = Definitions.text(definition);
        repositories.put(
                name,
                new ManagedRepository(
                        idOf.apply(name),
                        name,
                        about.title(),
                        about.description(),
                        1,
                        text,
                        List.of(),
                        now,
                        now));
        note(name, "repository " + name, Map.of("change", "added"));
    }

    /** Replaces all of a repository but its upstreams. */
    public void replace(ManagedRepository before, About about, Node.Block definition) {
        put(
                new ManagedRepository(
                        before.id(),
                        before.name(),
                        about.title(),
                        about.description(),
                        before.revision() + 1,
                        Definitions.text(definition),
                        before.upstreams(),
                        before.createdAt(),
                        now));
    }

    /** Ends a repository: its names, files, provenance and upstreams. */
    public void drop(ManagedRepository repository) {
        repositories.remove(repository.name());
        note(
                repository.name(),
                "repository " + repository.name(),
                Map.of("change", "removed; its names, files, provenance and upstreams ended"));
    }

    /** Adds an upstream; returns what the API will call it. */
    public String add(ManagedRepository to, FormatId format, Node.Block definition) {
        String slug = slugs.get();
        List<ManagedUpstream> upstreams = new ArrayList<>(to.upstreams());
        upstreams.add(new ManagedUpstream(slug, format, 1, Definitions.text(definition), now, now));
        put(with(to, upstreams));
        return slug;
    }

    /** Replaces an upstream. */
    public void replace(ManagedRepository in, ManagedUpstream before, Node.Block definition) {
        ManagedUpstream after =
                new ManagedUpstream(
                        before.slug(),
                        before.format(),
                        before.revision() + 1,
                        Definitions.text(definition),
                        before.createdAt(),
                        now);
        put(with(in, in.upstreams().stream().map(u -> u.equals(before) ? after : u).toList()));
    }

    /** Ends an upstream. */
    public void drop(ManagedRepository in, ManagedUpstream upstream) {
        put(with(in, in.upstreams().stream().filter(u -> !u.equals(upstream)).toList()));
    }

    /** Tells the audit log of a change. */
    public void note(String repository, String subject, Map<String, String> details) {
        notes.add(new Note(repository, subject, details));
    }

    private void put(ManagedRepository repository) {
        repositories.put(repository.name(), repository);
    }

    private static ManagedRepository with(ManagedRepository of, List<ManagedUpstream> upstreams) {
        return new ManagedRepository(
                of.id(),
                of.name(),
                of.title(),
                of.description(),
                of.revision(),
                of.definition(),
                upstreams,
                of.createdAt(),
                of.updatedAt());
    }
}
