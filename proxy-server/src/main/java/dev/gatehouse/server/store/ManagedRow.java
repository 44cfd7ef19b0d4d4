package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.ManagedUpstream;

import java.time.Instant;
import java.util.List;

/** A managed repository as it is written, without its id; for its fields see {@link Rows}. */
record ManagedRow(
        String name,
        String title,
        String description,
        long revision,
        String definition,
        List<Source> upstreams,
        Instant createdAt,
        Instant updatedAt) {
    static ManagedRow of(ManagedRepository m) {
        return new ManagedRow(
                m.name(),
                m.title(),
                m.description(),
                m.revision(),
                m.definition(),
                m.upstreams().stream().map(Source::of).toList(),
                m.createdAt(),
                m.updatedAt());
    }

    ManagedRepository of(String id) {
        return new ManagedRepository(
                new RepositoryId(id),
                name,
                title,
                description,
                revision,
                definition,
                upstreams.stream().map(Source::upstream).toList(),
                createdAt,
                updatedAt);
    }

    /** One of its upstreams. */
    record Source(
            String slug,
            String format,
            long revision,
            String definition,
            Instant createdAt,
            Instant updatedAt) {
        static Source of(ManagedUpstream u) {
            return new Source(
                    u.slug(),
                    u.format().value(),
                    u.revision(),
                    u.definition(),
                    u.createdAt(),
                    u.updatedAt());
        }

        ManagedUpstream upstream() {
            return new ManagedUpstream(
                    slug, new FormatId(format), revision, definition, createdAt, updatedAt);
        }
    }
}
