package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What of one package is held back: the one answer by which versions leave an index and files are
 * refused. Immutable.
 *
 * @param states of the package's items
 */
public record Holds(List<ItemState> states) {
    /** Nothing is held. */
    public static final Holds NONE = new Holds(List.of());

    public Holds {
        states = List.copyOf(states);
    }

    /**
     * Cuts files out of a release.
     *
     * @param <R> the format's record of one version
     */
    @FunctionalInterface
    public interface Cut<R extends Release> {
        /** The release without those files; empty when nothing of it is left. */
        Optional<R> without(R release, Set<FileName> files);
    }

    /** What holds a version as a whole. */
    public Optional<Hold> on(Version version) {
        return states.stream()
                .filter(s -> s.item().version().equals(version) && s.item().file().isEmpty())
                .flatMap(s -> s.hold().stream())
                .findFirst();
    }

    /** What holds a file of that version, or all of it. */
    public Optional<Hold> on(Version version, FileName file) {
        return on(version).or(() -> on(file, s -> s.item().version().equals(version)));
    }

    /** What holds a file of which the version is not told. */
    public Optional<Hold> on(FileName file) {
        return on(file, s -> true);
    }

    private Optional<Hold> on(FileName file, Predicate<ItemState> which) {
        return states.stream()
                .filter(which)
                .filter(s -> s.item().file().filter(file::equals).isPresent())
                .flatMap(s -> s.hold().stream())
                .findFirst();
    }

    /** When last something was held or set free. */
    public Optional<Instant> changedAt() {
        return states.stream()
                .map(ItemState::heldChangedAt)
                .filter(Instant.EPOCH::isBefore)
                .max(Comparator.naturalOrder());
    }

    /** What is visible of what the sources have. */
    public <R extends Release, P> VisibleIndex<R, P> screen(VisibleIndex<R, P> index, Cut<R> cut) {
        if (states.stream().allMatch(s -> s.hold().isEmpty())) {
            return index;
        }
        Map<Version, Accepted<R>> accepted = new LinkedHashMap<>();
        List<Hidden> hidden = new ArrayList<>();
        index.hidden().forEach(h -> hidden.add(on(h.version()).isPresent() ? held(h) : h));
        index.accepted()
                .forEach(
                        (version, whole) ->
                                left(version, whole, cut)
                                        .ifPresentOrElse(
                                                some -> accepted.put(version, some),
                                                () -> hidden.add(hidden(version, whole))));
        return new VisibleIndex<>(
                index.name(),
                Collections.unmodifiableMap(accepted),
                List.copyOf(hidden),
                index.documents(),
                index.silent());
    }

    private <R extends Release> Optional<Accepted<R>> left(
            Version version, Accepted<R> whole, Cut<R> cut) {
        if (on(version).isPresent()) {
            return Optional.empty();
        }
        Set<FileName> files =
                states.stream()
                        .filter(s -> s.item().version().equals(version) && s.hold().isPresent())
                        .flatMap(s -> s.item().file().stream())
                        .collect(Collectors.toSet());
        return files.isEmpty()
                ? Optional.of(whole)
                : cut.without(whole.release(), files)
                        .map(release -> new Accepted<>(whole.owner(), release));
    }

    private Hidden hidden(Version version, Accepted<?> whole) {
        return held(new Hidden(version, Optional.of(whole.owner()), Hidden.State.QUARANTINED, ""));
    }

    private Hidden held(Hidden one) {
        String reason =
                states.stream()
                        .filter(s -> s.item().version().equals(one.version()))
                        .flatMap(s -> s.hold().stream())
                        .map(Hold::text)
                        .distinct()
                        .collect(Collectors.joining("; "));
        return new Hidden(one.version(), one.source(), Hidden.State.QUARANTINED, reason);
    }
}
