package dev.gatehouse.server;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.UpstreamIdentity;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the names that the end of upstreams sets free: which one of them was seen to have, and
 * nobody who stays. Reads every name that any upstream of the format was seen to have, when an
 * upstream has ended and never else. Not for more than one thread.
 */
final class FreedNames {
    private static final int PAGE = 1000;
    private static final int MOST_READ = 200_000;

    private final MetadataStore metadata;
    private final Set<SourceId> ended;

    /**
     * A count.
     *
     * @param ended all that end together, of one format of one repository
     */
    FreedNames(MetadataStore metadata, List<UpstreamIdentity> ended) {
        this.metadata = metadata;
        this.ended = ended.stream().map(UpstreamIdentity::id).collect(Collectors.toSet());
    }

    /** How many names that one sets free: a number, with a plus where more were not looked at. */
    String by(UpstreamIdentity upstream) throws IOException {
        long freed = 0;
        Optional<PackageName> last = Optional.empty();
        for (int read = 0; read < MOST_READ; read += PAGE) {
            List<PackageName> names =
                    metadata.presence()
                            .presentNames(upstream.repository(), upstream.format(), last, PAGE);
            if (names.isEmpty()) {
                return Long.toString(freed);
            }
            for (PackageName name : names) {
                freed += isFreed(new PackageKey(upstream.repository(), name), upstream) ? 1 : 0;
            }
            last = Optional.of(names.getLast());
        }
        return freed + "+";
    }

    private boolean isFreed(PackageKey key, UpstreamIdentity upstream) throws IOException {
        Set<SourceId> present = metadata.presence().present(key).keySet();
        return present.contains(upstream.id())
                && ended.containsAll(present)
                && metadata.releases().local(key).isEmpty();
    }
}
