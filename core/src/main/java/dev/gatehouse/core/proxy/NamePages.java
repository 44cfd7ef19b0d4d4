package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Names of one kind in order, read a page at a time, so that memory does not grow with their
 * number. Not for more than one thread.
 */
final class NamePages {
    private final Source source;
    private final Deque<PackageName> read = new ArrayDeque<>();
    private Optional<PackageName> last = Optional.empty();
    private boolean ended;

    NamePages(Source source) {
        this.source = source;
    }

    /** Reads one page. */
    @FunctionalInterface
    interface Source {
        /** The names after that one, the first ones without; an empty page is the end. */
        List<PackageName> after(Optional<PackageName> last) throws IOException;
    }

    /** The next name, which stays the next one; empty at the end. */
    Optional<PackageName> peek() throws IOException {
        if (read.isEmpty() && !ended) {
            List<PackageName> page = source.after(last);
            read.addAll(page);
            ended = page.isEmpty();
            last = ended ? last : Optional.of(page.getLast());
        }
        return Optional.ofNullable(read.peekFirst());
    }

    /** The next name; empty at the end. */
    Optional<PackageName> next() throws IOException {
        Optional<PackageName> name = peek();
        read.pollFirst();
        return name;
    }
}
