package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.Hidden;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.Ruling;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why nothing is served, from what may be seen. */
final class Refusals {
    private final Journal journal;

    Refusals(Kernel kernel) {
        this.journal = kernel.journal();
    }

    /** For an index of which no version is visible. */
    Refusal index(Mount<?, ?> mount, PackageName name, Visible<?, ?> visible) {
        String none = name + " has no version here";
        return refusal(mount, name, visible, Asked.INDEX, none);
    }

    /** For a file of no visible version. */
    Refusal file(Mount<?, ?> mount, Route.File wanted, Visible<?, ?> visible) {
        String none = "no file " + wanted.file() + " of " + wanted.name() + " here";
        FileName main = mount.format().main(wanted.file());
        Optional<Hold> hold =
                wanted.version()
                        .map(version -> visible.holds().on(version, main))
                        .orElseGet(() -> visible.holds().on(main));
        if (hold.isPresent()) {
            return mount.held(Asked.FILE, wanted.name(), hold.get(), journal);
        }
        boolean ofVisible =
                wanted.version().map(v -> visible.index().find(v).isPresent()).orElse(false);
        if (ofVisible && visible.index().silent().isEmpty()) {
            return new Refusal.NotFound(Asked.FILE, none);
        }
        return refusal(mount, wanted.name(), visible, Asked.FILE, none);
    }

    /** For a file of a version that nobody who may serve has, or that somebody silent may have. */
    Optional<Refusal> unlisted(
            Mount<?, ?> mount, Route.File wanted, VersionOwners.Sought<?, ?> sought) {
        if (sought.owned().isPresent()) {
            String none = "no file " + wanted.file() + " of " + wanted.name() + " here";
            return Optional.of(new Refusal.NotFound(Asked.FILE, none));
        }
        return sought.silent().isEmpty()
                ? Optional.empty()
                : Optional.of(undecided(mount, wanted.name(), sought, Asked.FILE));
    }

    /** For a document about such a version. */
    Refusal part(
            Mount<?, ?> mount, PackageName name, VersionOwners.Sought<?, ?> sought, String none) {
        return sought.silent().isEmpty()
                ? refusal(mount, name, sought.visible(), Asked.INDEX, none)
                : undecided(mount, name, sought, Asked.INDEX);
    }

    private Refusal undecided(
            Mount<?, ?> mount, PackageName name, VersionOwners.Sought<?, ?> sought, Asked asked) {
        return new Refusal.Undecided(
                asked, name, 4, sought.silent(), journal.id(), mount.explain(name));
    }

    /** For a version or tag that no visible one is. */
    Refusal part(Mount<?, ?> mount, Visible<?, ?> visible, String none) {
        return refusal(mount, visible.index().name(), visible, Asked.INDEX, none);
    }

    private Refusal refusal(
            Mount<?, ?> mount, PackageName name, Visible<?, ?> visible, Asked asked, String none) {
        List<String> silent = silent(visible);
        if (!silent.isEmpty()) {
            return new Refusal.Undecided(
                    asked,
                    name,
                    visible.ruling().rule(),
                    silent,
                    journal.id(),
                    mount.explain(name));
        }
        Optional<Hold> hold = held(visible);
        if (hold.isPresent()) {
            return mount.held(asked, name, hold.get(), journal);
        }
        boolean blocked =
                mount.settings().enforcement() == Enforcement.ENFORCE
                        && visible.ruling().sources().stream()
                                .anyMatch(s -> s.ruling() == Ruling.BLOCKED);
        if (blocked) {
            return new Refusal.Blocked(
                    asked, name, owners(visible), journal.id(), mount.explain(name));
        }
        return new Refusal.NotFound(asked, none);
    }

    /** What holds back the last versions that were left; of several, the first. */
    private static Optional<Hold> held(Visible<?, ?> visible) {
        boolean all =
                visible.index().isEmpty()
                        && visible.index().hidden().stream()
                                .anyMatch(h -> h.state() == Hidden.State.QUARANTINED);
        return all
                ? visible.holds().states().stream().flatMap(s -> s.hold().stream()).findFirst()
                : Optional.empty();
    }

    /** Sources that may serve, or whose presence decides, and that gave no answer. */
    private static List<String> silent(Visible<?, ?> visible) {
        Stream<String> undecided =
                visible.ruling().isDecided()
                        ? Stream.empty()
                        : visible.ruling().silent().stream()
                                .filter(s -> isWithheld(visible))
                                .map(RuledSource::source)
                                .map(Source::name);
        return Stream.concat(undecided, visible.index().silent().stream()).distinct().toList();
    }

    /** Whether a source waits for an answer that might have served; one that is idle does not. */
    private static boolean isWithheld(Visible<?, ?> visible) {
        return visible.ruling().refused().stream().anyMatch(s -> s.source().asked());
    }

    private static List<String> owners(Visible<?, ?> visible) {
        List<String> owners = visible.ruling().owners().stream().map(Source::name).toList();
        if (!owners.isEmpty()) {
            return owners;
        }
        List<String> holders =
                visible.index().hidden().stream()
                        .flatMap(h -> h.source().stream())
                        .map(Source::name)
                        .distinct()
                        .toList();
        return holders.isEmpty() ? List.of("another source") : holders;
    }
}
