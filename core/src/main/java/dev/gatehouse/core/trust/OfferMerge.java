package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One merge of what the serving sources have, each version with its one owner. */
final class OfferMerge<R extends Release, P> {
    private final SourceRuling ruling;
    private final List<Offer<R, P>> offers;

    /** Pins whose owner is a source of the repository; the others have lost their meaning. */
    private final Map<Version, Source> pinned = new HashMap<>();

    private final Map<Version, Accepted<R>> accepted = new LinkedHashMap<>();
    private final List<SourcePart<P>> documents = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();

    OfferMerge(SourceRuling ruling, List<Offer<R, P>> offers, Map<Version, SourceId> pins) {
        this.ruling = ruling;
        this.offers = offers;
        var sources = new HashMap<SourceId, Source>();
        ruling.sources().forEach(s -> sources.put(s.source().id(), s.source()));
        pins.forEach(
                (version, id) ->
                        Optional.ofNullable(sources.get(id))
                                .ifPresent(owner -> pinned.put(version, owner)));
    }

    VisibleIndex<R, P> merge() {
        offers.forEach(this::take);
        return new VisibleIndex<>(
                ruling.name(),
                Collections.unmodifiableMap(accepted),
                hidden(),
                List.copyOf(documents),
                List.copyOf(silent));
    }

    private void take(Offer<R, P> offer) {
        switch (offer) {
            case Offer.Releases<R, P>(var source, var index, var current) -> {
                accept(source, index.releases(), index.releases().keySet());
                documents.add(new SourcePart<>(source, index.document()));
                if (!current) {
                    silent.add(source.name());
                }
            }
            case Offer.Withdrawn<R, P>(var source, var index, var stored) -> {
                if (accept(source, index.releases(), stored)) {
                    documents.add(new SourcePart<>(source, index.document()));
                }
            }
            case Offer.Absent<R, P> absent -> {}
            case Offer.Unreachable<R, P>(var source, var reason) -> silent.add(source.name());
        }
    }

    /** Gives the source those of its versions that are its own, and says whether there are any. */
    private boolean accept(Source source, Map<Version, R> releases, Set<Version> offered) {
        var any = false;
        for (var entry : releases.entrySet()) {
            var version = entry.getKey();
            if (offered.contains(version)
                    && mayOwn(source, version)
                    && accepted.putIfAbsent(version, new Accepted<>(source, entry.getValue()))
                            == null) {
                any = true;
            }
        }
        return any;
    }

    private boolean mayOwn(Source source, Version version) {
        var owner = pinned.get(version);
        return owner == null || owner.id().equals(source.id());
    }

    /** Pinned versions are handed to nobody else: what their owner does not serve is hidden. */
    private List<Hidden> hidden() {
        return pinned.entrySet().stream()
                .filter(pin -> !accepted.containsKey(pin.getKey()))
                .map(pin -> hide(pin.getKey(), pin.getValue()))
                .sorted(Comparator.comparing(hidden -> hidden.version().value()))
                .toList();
    }

    private Hidden hide(Version version, Source owner) {
        return new Hidden(version, Optional.of(owner), Hidden.State.HIDDEN, reason(owner));
    }

    private String reason(Source owner) {
        for (var offer : offers) {
            if (offer.source().id().equals(owner.id())) {
                return reason(offer);
            }
        }
        return ruling.reason(owner.id())
                + "; its files were served from "
                + owner.name()
                + " and are not replaced by another source's: claim the name to end that";
    }

    private String reason(Offer<R, P> offer) {
        var name = offer.source().name();
        return switch (offer) {
            case Offer.Releases<R, P> releases ->
                    "its files were served from " + name + ", which does not list it any more";
            case Offer.Withdrawn<R, P> withdrawn ->
                    "its files were served from " + name + ", which has withdrawn the name";
            case Offer.Absent<R, P> absent ->
                    "its files were served from " + name + ", which does not have the name";
            case Offer.Unreachable<R, P>(var source, var why) ->
                    "its files were served from " + name + ", which did not answer: " + why;
        };
    }
}
