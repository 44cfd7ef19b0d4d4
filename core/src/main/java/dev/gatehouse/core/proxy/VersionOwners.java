package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Unlisted;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.RuledSource;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who owns a version, in a format whose indexes need not list all: the first source in repository
 * order that lists it or has it. Before an untrusted source is heard, each trusted one whose index
 * does not know the name is asked for the version itself. Thread-safe.
 */
final class VersionOwners {
    private static final int MOST_PASSES = 3;

    private final IndexService index;
    private final Probes probes;
    private final MetadataStore metadata;
    private final Epochs epochs;
    private final Fanout fanout;

    VersionOwners(Kernel kernel, IndexService index, Probes probes) {
        this.index = index;
        this.probes = probes;
        this.metadata = kernel.metadata();
        this.epochs = kernel.epochs();
        this.fanout = new Fanout(kernel.threads());
    }

    /**
     * What came of looking.
     *
     * @param visible what it was decided on
     * @param owned the version with its owner, when some source that may serve has it
     * @param silent sources that may have it, or whose presence decides, and that did not answer;
     *     empty when there is an owner
     */
    record Sought<R extends Release, P>(
            Visible<R, P> visible, Optional<Accepted<R>> owned, List<String> silent) {}

    /** Looks for a version; what a probe brings to light is ruled on before anybody is heard. */
    <R extends Release, P> Sought<R, P> seek(
            Mount<R, P> mount, Unlisted<R> unlisted, PackageName name, Version version)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        Sought<R, P> sought = seekOnce(mount, unlisted, index.visible(mount, name), version);
        for (int more = 1;
                more < MOST_PASSES && sought.visible().epoch() != epochs.of(key);
                more++) {
            sought = seekOnce(mount, unlisted, index.visible(mount, name), version);
        }
        return sought;
    }

    private <R extends Release, P> Sought<R, P> seekOnce(
            Mount<R, P> mount, Unlisted<R> unlisted, Visible<R, P> visible, Version version)
            throws IOException, InterruptedException {
        if (visible.holds().on(version).isPresent()) {
            return new Sought<>(visible, Optional.empty(), List.of());
        }
        PackageName name = visible.index().name();
        Optional<Accepted<R>> listed = visible.index().find(version);
        if (listed.isPresent() && listed.get().owner().isTrusted()) {
            return new Sought<>(visible, listed, List.of());
        }
        List<String> silent = new ArrayList<>();
        Set<SourceId> heard = heard(mount, visible, version, silent);
        SourceId pinned = metadata.releases().pins(mount.key(name)).get(version);
        for (Source source : visible.ruling().serving(mount.settings().enforcement())) {
            if (!heard.contains(source.id()) || (pinned != null && !pinned.equals(source.id()))) {
                continue;
            }
            if (listed.filter(a -> a.owner().id().equals(source.id())).isPresent()) {
                return new Sought<>(visible, listed, List.of());
            }
            if (source.id().equals(pinned) && !source.isLocal()) {
                return owned(visible, source, unlisted.release(name, version));
            }
            switch (has(mount, source, name, version)) {
                case THERE -> {
                    return owned(visible, source, unlisted.release(name, version));
                }
                case SILENT -> silent.add(source.name());
                case MISSING -> {}
            }
        }
        return new Sought<>(visible, Optional.empty(), silent.stream().distinct().toList());
    }

    private static <R extends Release, P> Sought<R, P> owned(
            Visible<R, P> visible, Source owner, R release) {
        return new Sought<>(visible, Optional.of(new Accepted<>(owner, release)), List.of());
    }

    /**
     * Versions that no index lists and of which a file is stored, with their owners: as far as
     * those may serve, they are served without a question to them.
     */
    static <R extends Release, P> Map<Version, Source> unlisted(
            Mount<R, P> mount,
            VisibleIndex<R, P> index,
            SourceRuling ruling,
            Holds holds,
            Map<Version, SourceId> pins) {
        Map<Version, Source> found = new LinkedHashMap<>();
        if (mount.format().unlisted().isEmpty()) {
            return found;
        }
        List<Source> serving = ruling.serving(mount.settings().enforcement());
        pins.forEach(
                (version, owner) -> {
                    if (!owner.isLocal()
                            && index.find(version).isEmpty()
                            && holds.on(version).isEmpty()) {
                        serving.stream()
                                .filter(s -> s.id().equals(owner))
                                .findFirst()
                                .ifPresent(s -> found.put(version, s));
                    }
                });
        return found;
    }

    /** What is published here is listed, and one that is not asked has only what is stored. */
    private Probes.Answer has(Mount<?, ?> mount, Source source, PackageName name, Version version)
            throws IOException, InterruptedException {
        Optional<Upstream> upstream =
                mount.settings().upstream(source.id()).filter(Upstream::isAsked);
        return upstream.isEmpty()
                ? Probes.Answer.MISSING
                : probes.ask(mount, upstream.get(), name, version);
    }

    /**
     * The sources that may be heard about the version. While a trusted one that may have it does
     * not answer, an untrusted one without provenance is not asked.
     */
    private Set<SourceId> heard(
            Mount<?, ?> mount, Visible<?, ?> visible, Version version, List<String> silent)
            throws IOException, InterruptedException {
        List<RuledSource> unproven = unproven(mount, visible);
        Set<SourceId> heard = new HashSet<>();
        visible.ruling().serving(mount.settings().enforcement()).forEach(s -> heard.add(s.id()));
        if (unproven.isEmpty()) {
            return heard;
        }
        List<Source> unaware =
                visible.ruling().sources().stream()
                        .filter(s -> s.source().isTrusted() && s.source().asked())
                        .filter(s -> s.facts().presence() == Presence.ABSENT)
                        .map(RuledSource::source)
                        .toList();
        PackageName name = visible.index().name();
        List<Probes.Answer> answers =
                fanout.each(unaware, source -> has(mount, source, name, version));
        for (int i = 0; i < unaware.size(); i++) {
            if (answers.get(i) != Probes.Answer.MISSING) {
                unproven.forEach(s -> heard.remove(s.source().id()));
            }
            if (answers.get(i) == Probes.Answer.SILENT) {
                silent.add(unaware.get(i).name());
            }
        }
        return heard;
    }

    /** Untrusted sources that may serve only because no trusted one has the name. */
    private static List<RuledSource> unproven(Mount<?, ?> mount, Visible<?, ?> visible) {
        if (mount.settings().enforcement() == Enforcement.MONITOR) {
            return List.of();
        }
        return visible.ruling().sources().stream()
                .filter(s -> !s.source().isTrusted() && s.facts().provenance().isEmpty())
                .filter(s -> visible.ruling().permits(s.source().id()))
                .toList();
    }
}
