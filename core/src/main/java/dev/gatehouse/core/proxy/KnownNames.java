package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.IndexView;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All names of a repository's format of which anything is kept here, in order and each once. Reads
 * a page at a time, so that memory does not grow with their number. Not for more than one thread.
 */
final class KnownNames {
    private static final int PAGE = 500;

    private final List<NamePages> shelves;

    KnownNames(MetadataStore metadata, Mount<?, ?> mount) {
        RepositoryId repository = mount.repository();
        FormatId format = mount.format().id();
        this.shelves = new ArrayList<>();
        shelves.addAll(
                List.of(
                        new NamePages(
                                after ->
                                        metadata.releases()
                                                .localNames(repository, format, after, PAGE)),
                        new NamePages(
                                after ->
                                        metadata.releases()
                                                .storedNames(repository, format, after, PAGE)),
                        new NamePages(
                                after ->
                                        metadata.presence()
                                                .presentNames(repository, format, after, PAGE)),
                        new NamePages(
                                after ->
                                        metadata
                                                .provenance()
                                                .list(repository, format, after, PAGE)
                                                .stream()
                                                .map(p -> p.key().name())
                                                .distinct()
                                                .toList())));
        for (Upstream upstream : mount.settings().upstreams()) {
            shelves.add(
                    new NamePages(
                            after ->
                                    metadata.indexes()
                                            .names(
                                                    new IndexView.Place(
                                                            repository, format, upstream.id()),
                                                    after,
                                                    PAGE)));
        }
    }

    /** The next name; empty at the end. */
    Optional<PackageName> next() throws IOException {
        Optional<PackageName> least = Optional.empty();
        for (NamePages shelf : shelves) {
            Optional<PackageName> first = shelf.peek();
            if (first.isPresent() && (least.isEmpty() || first.get().compareTo(least.get()) < 0)) {
                least = first;
            }
        }
        for (NamePages shelf : shelves) {
            if (least.isPresent() && shelf.peek().equals(least)) {
                shelf.next();
            }
        }
        return least;
    }
}
