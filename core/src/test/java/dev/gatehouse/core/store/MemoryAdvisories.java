package dev.gatehouse.core.store;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.model.PackageName;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Imported advisories, in memory. Guarded by the store's lock. */
final class MemoryAdvisories {
    private final Map<String, Map<PackageName, Map<String, Advisory>>> sets = new TreeMap<>();
    int written;
    private Optional<AdvisorySet> current = Optional.empty();

    void apply(Change.OfAdvisories change) {
        switch (change) {
            case Change.PutAdvisory(var set, var name, var advisory) -> {
                written++;
                sets.computeIfAbsent(set, s -> new TreeMap<>())
                        .computeIfAbsent(name, n -> new TreeMap<>())
                        .put(advisory.id(), advisory);
            }
            case Change.DropAdvisories(var set) -> sets.remove(set);
            case Change.PutAdvisorySet(var set) -> current = Optional.of(set);
        }
    }

    AdvisoryView view(MemoryAudit.Guard guard) {
        return new AdvisoryView() {
            @Override
            public Optional<AdvisorySet> current() throws IOException {
                return guard.read(() -> current);
            }

            @Override
            public Optional<List<Advisory>> about(PackageName name) throws IOException {
                return guard.read(
                        () ->
                                current.map(
                                        set ->
                                                List.copyOf(
                                                        sets.getOrDefault(set.id(), Map.of())
                                                                .getOrDefault(name, Map.of())
                                                                .values())));
            }

            @Override
            public List<String> sets() throws IOException {
                return guard.read(() -> new ArrayList<>(sets.keySet()));
            }
        };
    }
}
