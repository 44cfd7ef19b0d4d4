package dev.gatehouse.core.trust;

import static dev.gatehouse.core.model.Presence.ABSENT;
import static dev.gatehouse.core.model.Presence.PRESENT;
import static dev.gatehouse.core.trust.Sample.absent;
import static dev.gatehouse.core.trust.Sample.facts;
import static dev.gatehouse.core.trust.Sample.pin;
import static dev.gatehouse.core.trust.Sample.releases;
import static dev.gatehouse.core.trust.Sample.rule;
import static dev.gatehouse.core.trust.Sample.select;
import static dev.gatehouse.core.trust.Sample.shown;
import static dev.gatehouse.core.trust.Sample.stale;
import static dev.gatehouse.core.trust.Sample.unreachable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Sample.Item;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** "From names to versions and files" and the corner cases, as far as versions are merged. */
class SelectTest {
    private static final Source LOCAL = Source.LOCAL;
    private static final Source V = Sample.trusted("V");
    private static final Source W = Sample.trusted("W");
    private static final Source P = Sample.untrusted("P");
    private static final SourceRuling FREE =
            rule(facts(LOCAL, ABSENT), facts(V, ABSENT), facts(W, ABSENT), facts(P, ABSENT));
    private static final SourceRuling OWNED =
            rule(facts(LOCAL, PRESENT), facts(V, ABSENT), facts(W, ABSENT), facts(P, ABSENT));

    @Test
    void aVersionIsOwnedByTheFirstSourceThatHasIt() {
        var index =
                select(
                        FREE,
                        Map.of(),
                        List.of(
                                releases(LOCAL, "1"),
                                releases(V, "3", "1", "2"),
                                releases(P, "2", "4")));

        assertThat(shown(index)).isEqualTo("1 local, 3 V, 2 V, 4 P");
        assertThat(index.find(new Version("1")).orElseThrow().release().from()).isEqualTo("local");
        assertThat(index.name()).isEqualTo(Sample.NAME);
        assertThat(index.isEmpty()).isFalse();
        assertThat(index.hidden()).isEmpty();
    }

    @Test
    void aPinnedVersionStaysWithItsOwnerThoughAnEarlierSourceGainsIt() {
        var offers = List.of(releases(LOCAL, "1"), releases(V, "2"), releases(W, "1", "2"));

        var index = select(FREE, pin("1", W), offers);

        assertThat(shown(index)).isEqualTo("2 V, 1 W");
    }

    @Test
    void aVersionThatIsPinnedToABlockedSourceIsHiddenAndSaysWhatToDo() {
        var index = select(OWNED, pin("1", P), List.of(releases(LOCAL, "1", "2")));

        assertThat(shown(index)).isEqualTo("2 local");
        var hidden = index.hidden().getFirst();
        assertThat(hidden.version()).isEqualTo(new Version("1"));
        assertThat(hidden.source()).contains(P);
        assertThat(hidden.reason())
                .isEqualTo(
                        "cloudsmith_web is owned by local, and P has never supplied it here; its"
                            + " files were served from P and are not replaced by another source's:"
                            + " claim the name to end that");
    }

    @Test
    void aPinToASourceThatIsGoneIsNoPin() {
        var removed = Sample.untrusted("removed");

        var index = select(FREE, pin("1", removed), List.of(releases(LOCAL), releases(V, "1")));

        assertThat(shown(index)).isEqualTo("1 V");
        assertThat(index.hidden()).isEmpty();
    }

    @Test
    void aVersionThatItsPinnedOwnerDoesNotListAnyMoreIsNotHandedToAnother() {
        var index = select(FREE, pin("1", V), List.of(releases(V, "2"), releases(W, "1")));

        assertThat(shown(index)).isEqualTo("2 V");
        assertThat(index.hidden().getFirst().reason())
                .isEqualTo("its files were served from V, which does not list it any more");
    }

    @Test
    void aVersionOfASilentPinnedOwnerIsNotHandedToAnother() {
        var index = select(FREE, pin("1", V), List.of(unreachable(V), releases(W, "1", "2")));

        assertThat(shown(index)).isEqualTo("2 W");
        assertThat(index.hidden().getFirst().reason())
                .isEqualTo(
                        "its files were served from V, which did not answer: connection refused");
    }

    @Test
    void aVersionOfAPinnedOwnerThatHasNothingIsNotHandedToAnother() {
        var index = select(FREE, pin("1", V), List.of(absent(V), releases(W, "1")));

        assertThat(index.isEmpty()).isTrue();
        assertThat(index.hidden().getFirst().reason())
                .isEqualTo("its files were served from V, which does not have the name");
    }

    @Test
    void ofAWithdrawnDocumentOnlyVersionsWithAStoredFileStay() {
        var index =
                select(
                        FREE,
                        pin("1", V),
                        List.of(withdrawn(V, Set.of(new Version("1")), "1", "2"), absent(W)));

        assertThat(shown(index)).isEqualTo("1 V");
        assertThat(index.hidden()).isEmpty();
        assertThat(index.documents()).extracting(SourcePart::document).containsExactly("tags of V");
    }

    @Test
    void aWithdrawnDocumentOfWhichNothingIsVisibleSaysNothing() {
        var index = select(FREE, pin("3", V), List.of(withdrawn(V, Set.of(), "1"), absent(W)));

        assertThat(index.isEmpty()).isTrue();
        assertThat(index.documents()).isEmpty();
        assertThat(index.hidden().getFirst().reason())
                .isEqualTo("its files were served from V, which has withdrawn the name");
    }

    @Test
    void oneSilentSourceNeverFailsTheWholeName() {
        var index =
                select(
                        FREE,
                        Map.of(),
                        List.of(unreachable(V), stale(W, "1", "2"), releases(P, "1", "3")));

        assertThat(shown(index)).isEqualTo("1 W, 2 W, 3 P");
        assertThat(index.silent()).containsExactly("V", "W");
    }

    @Test
    void documentsStandInRepositoryOrderEvenWhenTheyListNothing() {
        var index =
                select(
                        FREE,
                        Map.of(),
                        List.of(releases(LOCAL), absent(V), stale(W, "1"), releases(P, "1")));

        assertThat(index.documents())
                .extracting(SourcePart::document)
                .containsExactly("tags of local", "tags of W", "tags of P");
        assertThat(index.silent()).containsExactly("W");
    }

    @Test
    void hiddenVersionsAreListedInAFixedOrder() {
        var pins = new HashMap<Version, SourceId>();
        for (var version : List.of("9", "10", "2.0", "1.10", "1.9", "b", "a", "3")) {
            pins.put(new Version(version), P.id());
        }

        var index = select(OWNED, pins, List.of(releases(LOCAL)));

        assertThat(index.hidden())
                .extracting(h -> h.version().value())
                .containsExactly("1.10", "1.9", "10", "2.0", "3", "9", "a", "b");
    }

    @Test
    void whatIsDecidedCannotBeChangedAfterwards() {
        var index = select(FREE, Map.of(), List.of(releases(V, "1")));

        assertThatThrownBy(() -> index.accepted().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static Offer<Item, String> withdrawn(
            Source source, Set<Version> stored, String... versions) {
        return new Offer.Withdrawn<>(source, Sample.index(source, versions), stored);
    }
}
