package dev.gatehouse.core.trust;

import static dev.gatehouse.core.model.Presence.ABSENT;
import static dev.gatehouse.core.model.Presence.PRESENT;
import static dev.gatehouse.core.trust.Sample.releases;
import static dev.gatehouse.core.trust.Sample.trusted;
import static dev.gatehouse.core.trust.Sample.untrusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.trust.Sample.Item;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table in "The published examples". */
class PublishedExamplesTest {
    private static final Offer<Item, String> LOCAL = releases(Source.LOCAL, "2.1.1");
    private static final Offer<Item, String> EMPTY = Sample.absent(Source.LOCAL);
    private static final Offer<Item, String> PRIVATE = releases(trusted("V"), "2.1.1", "2.1.2");
    private static final String[] PUBLIC = {"2.1.1", "2.1.2", "2.1.3"};

    @Test
    void anUntrustedPublicIndexAddsNothingToLocalAndPrivate() {
        var shown = shown(List.of(LOCAL, PRIVATE, releases(untrusted("P"), PUBLIC)));

        assertThat(shown).isEqualTo("2.1.1 local, 2.1.2 V");
    }

    @Test
    void anUntrustedPublicIndexAddsNothingToLocal() {
        var shown = shown(List.of(LOCAL, releases(untrusted("P"), PUBLIC)));

        assertThat(shown).isEqualTo("2.1.1 local");
    }

    @Test
    void anUntrustedPublicIndexAloneServesAllAndNewerOnesLater() {
        var before = shown(List.of(EMPTY, releases(untrusted("P"), PUBLIC)));
        var after =
                shown(List.of(EMPTY, releases(untrusted("P"), "2.1.1", "2.1.2", "2.1.3", "2.1.4")));

        assertThat(before).isEqualTo("2.1.1 P, 2.1.2 P, 2.1.3 P");
        assertThat(after).isEqualTo("2.1.1 P, 2.1.2 P, 2.1.3 P, 2.1.4 P");
    }

    @Test
    void anUntrustedPublicIndexAddsNothingToPrivate() {
        var shown = shown(List.of(EMPTY, PRIVATE, releases(untrusted("P"), PUBLIC)));

        assertThat(shown).isEqualTo("2.1.1 V, 2.1.2 V");
    }

    @Test
    void aTrustedPublicIndexAddsWhatLocalLacks() {
        var shown = shown(List.of(LOCAL, releases(trusted("P"), PUBLIC)));

        assertThat(shown).isEqualTo("2.1.1 local, 2.1.2 P, 2.1.3 P");
    }

    private static String shown(List<Offer<Item, String>> all) {
        var engine = new UpstreamTrustEngine();
        var facts = new ArrayList<SourceFacts>();
        for (var offer : all) {
            facts.add(Sample.facts(offer.source(), presence(offer)));
        }
        var ruling = engine.rule(Sample.NAME, facts);
        List<Offer<Item, String>> serving =
                all.stream().filter(o -> ruling.permits(o.source().id())).toList();
        return Sample.shown(engine.select(ruling, serving, Map.of()));
    }

    private static Presence presence(Offer<Item, String> offer) {
        return offer instanceof Offer.Absent ? ABSENT : PRESENT;
    }
}
