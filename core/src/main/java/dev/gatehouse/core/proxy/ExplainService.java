package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.Explanation.ExplainedVersion;
import dev.gatehouse.core.proxy.Explanation.State;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Hidden;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Explains what is served: calls the functions that enforce, so explanation and enforcement cannot
 * differ. Thread-safe.
 */
public final class ExplainService {
    private final IndexService index;
    private final MetadataStore metadata;

    ExplainService(Kernel kernel, IndexService index) {
        this.index = index;
        this.metadata = kernel.metadata();
    }

    /** Explains one version, or all of them. */
    public <R extends Release, P> Explanation explain(
            Mount<R, P> mount, PackageName name, Optional<Version> only)
            throws IOException, InterruptedException {
        Visible<R, P> visible = index.explained(mount, name);
        Map<Version, SourceId> pins = metadata.releases().pins(mount.key(name));
        Map<Version, Source> unlisted =
                VersionOwners.unlisted(
                        mount, visible.index(), visible.ruling(), visible.holds(), pins);
        List<ExplainedVersion> versions = new ArrayList<>();
        visible.index()
                .accepted()
                .forEach((v, a) -> versions.add(shown(v, a.owner(), pins.containsKey(v), visible)));
        unlisted.forEach((v, owner) -> versions.add(shown(v, owner, true, visible)));
        visible.index().hidden().stream()
                .filter(h -> !unlisted.containsKey(h.version()))
                .forEach(h -> versions.add(hidden(h, visible)));
        visible.holds().states().stream()
                .filter(s -> s.hold().isPresent() && s.item().file().isEmpty())
                .map(s -> s.item().version())
                .filter(v -> versions.stream().noneMatch(known -> known.version().equals(v)))
                .map(v -> held(v, visible))
                .forEach(versions::add);
        return new Explanation(
                mount.repositoryName(),
                name,
                mount.settings().enforcement(),
                visible.ruling(),
                versions.stream().filter(v -> only.map(v.version()::equals).orElse(true)).toList(),
                visible.index().silent());
    }

    private static ExplainedVersion hidden(Hidden hidden, Visible<?, ?> visible) {
        return new ExplainedVersion(
                hidden.version(),
                hidden.source().map(Source::name).orElse(""),
                hidden.state() == Hidden.State.HIDDEN
                        ? State.HIDDEN
                        : heldState(hidden.version(), visible),
                hidden.reason());
    }

    /** One that no index of a permitted source lists, such as Maven's may. */
    private static ExplainedVersion held(Version version, Visible<?, ?> visible) {
        String reason = visible.holds().on(version).map(Hold::text).orElse("");
        return new ExplainedVersion(version, "", heldState(version, visible), reason);
    }

    /** A policy may hide or delete without it being a quarantine. */
    private static State heldState(Version version, Visible<?, ?> visible) {
        return visible.holds().states().stream()
                        .filter(s -> s.item().version().equals(version))
                        .flatMap(s -> s.hold().stream())
                        .anyMatch(h -> h.state() == PackageState.QUARANTINED)
                ? State.QUARANTINED
                : State.HIDDEN;
    }

    private static ExplainedVersion shown(
            Version version, Source owner, boolean pinned, Visible<?, ?> visible) {
        String reason =
                pinned
                        ? "a file of it is stored: it stays " + owner.name() + "'s"
                        : owner.name() + " is the first permitted source that has it";
        String held =
                visible.holds().states().stream()
                        .filter(s -> s.item().version().equals(version) && s.hold().isPresent())
                        .map(s -> s.item().file().orElseThrow() + ": " + s.hold().get().text())
                        .collect(Collectors.joining("; "));
        return new ExplainedVersion(
                version,
                owner.name(),
                State.VISIBLE,
                held.isEmpty() ? reason : reason + "; " + held);
    }
}
