package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.TrustService.Asking;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.trust.Holds;
import dev.gatehouse.core.trust.Offer;
import dev.gatehouse.core.trust.SourceRuling;
import dev.gatehouse.core.trust.TrustEngine;
import dev.gatehouse.core.trust.VisibleIndex;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What would be served of a name under some settings, worked out by the functions that enforce from
 * what is stored and remembered here: nobody is asked. Thread-safe.
 */
final class Suppositions {
    private final TrustService trust;
    private final TrustEngine engine;
    private final LastAnswers answers;
    private final Offers offers;
    private final MetadataStore metadata;

    Suppositions(Kernel kernel, TrustService trust, TrustEngine engine, SourceIndexes indexes) {
        this.trust = trust;
        this.engine = engine;
        this.answers = new LastAnswers(kernel, indexes);
        this.offers = new Offers(indexes, kernel.metadata().signatures());
        this.metadata = kernel.metadata();
    }

    /**
     * What would be served.
     *
     * @param versions with the source that each would come from
     * @param unheard names of sources that would be asked, and of whose answer nothing is known
     *     here
     */
    record Supposed(SourceRuling ruling, Map<Version, Source> versions, List<String> unheard) {}

    <R extends Release, P> Supposed of(Mount<R, P> mount, PackageName name)
            throws IOException, InterruptedException {
        PackageKey key = mount.key(name);
        SourceRuling ruling = trust.rule(mount, name, Asking.NEVER).ruling();
        Offers.Circumstances now =
                new Offers.Circumstances(
                        ruling,
                        Set.of(),
                        metadata.releases().files(key),
                        metadata.releases().local(key),
                        Asking.NEVER);
        List<Source> serving = ruling.serving(mount.settings().enforcement());
        List<Offer<R, P>> offered = new ArrayList<>();
        List<String> unheard = new ArrayList<>();
        for (Source source : serving) {
            offered.add(offers.of(mount, name, source, now).offer());
            if (!isHeard(mount, name, source)) {
                unheard.add(source.name());
            }
        }
        Map<Version, SourceId> pins = metadata.releases().pins(key);
        Holds holds = new Holds(metadata.states().of(key));
        VisibleIndex<R, P> index =
                holds.screen(engine.select(ruling, offered, pins), mount.format()::without);
        Map<Version, Source> versions = new LinkedHashMap<>();
        index.accepted().forEach((version, a) -> versions.put(version, a.owner()));
        versions.putAll(VersionOwners.unlisted(mount, index, ruling, holds, pins));
        return new Supposed(ruling, versions, List.copyOf(unheard));
    }

    private boolean isHeard(Mount<?, ?> mount, PackageName name, Source source) throws IOException {
        Optional<Upstream> upstream =
                mount.settings().upstream(source.id()).filter(Upstream::isAsked);
        return upstream.isEmpty() || answers.areKnown(mount, upstream.get(), name);
    }
}
