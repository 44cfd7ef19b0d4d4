package dev.gatehouse.core.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The audit log of a {@link MemoryMetadataStore}; a test can forge it. */
public final class MemoryAudit {
    /** By their ids. */
    public final NavigableMap<String, AuditEvent> events = new TreeMap<>();

    /** In the order of writing. */
    public final List<AuditLink> links = new ArrayList<>();

    /** Behind which the chain begins. */
    public AuditBounds.Point start = AuditBounds.Point.ZERO;

    private AuditBounds.Point end = AuditBounds.Point.ZERO;

    void put(AuditEvent event) {
        events.put(event.id(), event);
        long position = end.position() + 1;
        String hash = AuditLink.hash(end.hash(), position, AuditLink.content(event));
        links.add(new AuditLink(position, end.hash(), hash, 100, Optional.of(event)));
        end = new AuditBounds.Point(position, hash);
    }

    void trim(long through) {
        while (!links.isEmpty() && links.getFirst().position() <= through) {
            AuditLink dropped = links.removeFirst();
            dropped.event().ifPresent(e -> events.remove(e.id()));
            start = new AuditBounds.Point(dropped.position(), dropped.hash());
        }
    }

    /** What reads it while nobody writes. */
    interface Guard {
        <T> T read(Supplier<T> work) throws IOException;
    }

    AuditView view(Guard guard) {
        return new AuditView() {
            @Override
            public List<AuditEvent> list(Optional<String> before, int most) throws IOException {
                return guard.read(
                        () -> {
                            var newest = events.descendingMap();
                            var some = before.map(id -> newest.tailMap(id, false)).orElse(newest);
                            return some.values().stream().limit(most).toList();
                        });
            }

            @Override
            public List<AuditLink> links(long after, int most) throws IOException {
                return guard.read(
                        () ->
                                links.stream()
                                        .filter(l -> l.position() > after)
                                        .limit(most)
                                        .toList());
            }

            @Override
            public AuditBounds bounds() throws IOException {
                return guard.read(() -> new AuditBounds(start, end, 100L * links.size()));
            }

            @Override
            public long count() throws IOException {
                return guard.read(() -> (long) events.size());
            }
        };
    }
}
