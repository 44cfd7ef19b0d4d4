package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.IndexView;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * All names of a repository's format of which anything is kept here, in order and each once. Reads
 * a page at a time, so that memory does not grow with their number. Not for more than one thread.
 */
final class KnownNames {
    private static final int PAGE = 500;

    private final List<Shelf> shelves;

    KnownNames(MetadataStore metadata, Mount<?, ?> mount) {
        RepositoryId repository = mount.repository();
        FormatId format = mount.format().id();
        this.shelves = new ArrayList<>();
        shelves.addAll(
                List.of(
                        new Shelf(
                                after ->
                                        metadata.releases()
                                                .localNames(repository, format, after, PAGE)),
                        new Shelf(
                                after ->
                                        metadata.releases()
                                                .storedNames(repository, format, after, PAGE)),
                        new Shelf(
                                after ->
                                        metadata.presence()
                                                .presentNames(repository, format, after, PAGE)),
                        new Shelf(
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
                    new Shelf(
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
        for (Shelf shelf : shelves) {
            Optional<PackageName> first = shelf.first();
            if (first.isPresent() && (least.isEmpty() || first.get().compareTo(least.get()) < 0)) {
                least = first;
            }
        }
        for (Shelf shelf : shelves) {
            if (least.isPresent()) {
                shelf.take(least.get());
            }
        }
        return least;
    }

    /** Lists names of one kind. */
    private interface Pages {
        List<PackageName> after(Optional<PackageName> last) throws IOException;
    }

    /** One kind of names, as far as they were read. */
    private static final class Shelf {
        private final Pages pages;
        private final Deque<PackageName> read = new ArrayDeque<>();
        private Optional<PackageName> last = Optional.empty();
        private boolean ended;

        Shelf(Pages pages) {
            this.pages = pages;
        }

        Optional<PackageName> first() throws IOException {
            if (read.isEmpty() && !ended) {
                List<PackageName> page = pages.after(last);
                read.addAll(page);
                ended = page.isEmpty();
                last = page.isEmpty() ? last : Optional.of(page.getLast());
            }
            return Optional.ofNullable(read.peekFirst());
        }

        void take(PackageName name) {
            if (name.equals(read.peekFirst())) {
                read.removeFirst();
            }
        }
    }
}
