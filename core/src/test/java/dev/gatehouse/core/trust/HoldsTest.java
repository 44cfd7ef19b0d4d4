package dev.gatehouse.core.trust;

import static dev.gatehouse.core.model.Presence.ABSENT;
import static dev.gatehouse.core.trust.Sample.NOON;
import static dev.gatehouse.core.trust.Sample.facts;
import static dev.gatehouse.core.trust.Sample.pin;
import static dev.gatehouse.core.trust.Sample.releases;
import static dev.gatehouse.core.trust.Sample.rule;
import static dev.gatehouse.core.trust.Sample.select;
import static dev.gatehouse.core.trust.Sample.shown;
import static dev.gatehouse.core.trust.Sample.unreachable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.Sample.Item;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is held back leaves the index after the versions have their owners. */
class HoldsTest {
    private static final Version ONE = new Version("1");
    private static final Version TWO = new Version("2");
    private static final FileName A = new FileName("a");
    private static final FileName B = new FileName("b");
    private static final Source V = Sample.trusted("V");
    private static final Source P = Sample.untrusted("P");
    private static final SourceRuling FREE = rule(facts(V, ABSENT), facts(P, ABSENT));
    private static final Hold ALICE = new Hold("alice", "looks odd", NOON);
    private static final Hold BOB = new Hold("bob", "", NOON.plusSeconds(60));

    private static ItemState state(Version version, Optional<FileName> file) {
        PackageKey key = new PackageKey(new RepositoryId("main"), Sample.NAME);
        return ItemState.none(new ItemKey(key, version, file));
    }

    private static ItemState held(Version version, Hold hold) {
        return state(version, Optional.empty()).held(hold);
    }

    private static ItemState held(Version version, FileName file, Hold hold) {
        return state(version, Optional.of(file)).held(hold);
    }

    /** A release of the files a and b, which tells what was cut out of it. */
    private static Optional<Item> cut(Item whole, Set<FileName> files) {
        return files.containsAll(Set.of(A, B))
                ? Optional.empty()
                : Optional.of(new Item(whole.version(), whole.from() + " without " + files));
    }

    private static VisibleIndex<Item, String> both() {
        return select(FREE, Map.of(), List.of(releases(V, "1"), releases(P, "1", "2")));
    }

    @Test
    void whereNothingIsHeldTheIndexIsTheSame() {
        VisibleIndex<Item, String> index = both();
        Holds freed = new Holds(List.of(held(ONE, ALICE).free(NOON)));

        assertThat(Holds.NONE.screen(index, HoldsTest::cut)).isSameAs(index);
        assertThat(freed.screen(index, HoldsTest::cut)).isSameAs(index);
    }

    @Test
    void aHeldVersionIsHiddenAndNoOtherSourceStepsIn() {
        VisibleIndex<Item, String> index = both();

        var left = new Holds(List.of(held(ONE, ALICE))).screen(index, HoldsTest::cut);

        assertThat(shown(left)).isEqualTo("2 P");
        assertThat(left.hidden())
                .containsExactly(
                        new Hidden(
                                ONE,
                                Optional.of(V),
                                Hidden.State.QUARANTINED,
                                "Quarantined by alice: looks odd"));
        assertThat(left.name()).isEqualTo(index.name());
        assertThat(left.documents()).isEqualTo(index.documents());
        assertThat(left.silent()).isEqualTo(index.silent());
    }

    @Test
    void whatIsHiddenAlreadyIsToldAsHeldToo() {
        var index = select(FREE, pin("1", V), List.of(unreachable(V), releases(P, "2")));

        var left = new Holds(List.of(held(ONE, BOB))).screen(index, HoldsTest::cut);
        var other = new Holds(List.of(held(TWO, BOB))).screen(index, HoldsTest::cut);

        assertThat(left.hidden())
                .containsExactly(
                        new Hidden(
                                ONE,
                                Optional.of(V),
                                Hidden.State.QUARANTINED,
                                "Quarantined by bob"));
        assertThat(shown(left)).isEqualTo("2 P");
        assertThat(other.hidden().getFirst()).isEqualTo(index.hidden().getFirst());
        assertThat(shown(other)).isEmpty();
    }

    @Test
    void ofAHeldFileTheRestOfItsVersionStays() {
        var left = new Holds(List.of(held(ONE, A, ALICE))).screen(both(), HoldsTest::cut);

        assertThat(shown(left)).isEqualTo("1 V, 2 P");
        assertThat(left.find(ONE).orElseThrow().release().from()).isEqualTo("V without [a]");
        assertThat(left.find(TWO).orElseThrow().release().from()).isEqualTo("P");
        assertThat(left.hidden()).isEmpty();
    }

    @Test
    void aVersionOfWhichEveryFileIsHeldIsHiddenWithAllReasons() {
        Holds holds = new Holds(List.of(held(ONE, A, ALICE), held(ONE, B, BOB)));

        var left = holds.screen(both(), HoldsTest::cut);

        assertThat(shown(left)).isEqualTo("2 P");
        assertThat(left.hidden().getFirst().reason())
                .isEqualTo("Quarantined by alice: looks odd; Quarantined by bob");
    }

    @Test
    void aFreedFileIsNotCutOut() {
        Holds holds = new Holds(List.of(held(ONE, A, ALICE), held(ONE, B, BOB).free(NOON)));

        var left = holds.screen(both(), HoldsTest::cut);

        assertThat(left.find(ONE).orElseThrow().release().from()).isEqualTo("V without [a]");
    }

    @Test
    void aFileIsHeldByItselfByItsVersionOrUnderItsNameAlone() {
        Holds holds = new Holds(List.of(held(ONE, ALICE), held(TWO, A, BOB)));

        assertThat(holds.on(ONE)).contains(ALICE);
        assertThat(holds.on(TWO)).isEmpty();
        assertThat(holds.on(ONE, B)).contains(ALICE);
        assertThat(holds.on(TWO, A)).contains(BOB);
        assertThat(holds.on(TWO, B)).isEmpty();
        assertThat(holds.on(new Version("3"), A)).isEmpty();
        assertThat(holds.on(A)).contains(BOB);
        assertThat(holds.on(B)).isEmpty();
    }

    @Test
    void theLastHoldOrItsEndIsTheChange() {
        Instant later = NOON.plusSeconds(3600);
        ItemState tagged = state(TWO, Optional.empty());

        assertThat(Holds.NONE.changedAt()).isEmpty();
        assertThat(new Holds(List.of(tagged)).changedAt()).isEmpty();
        assertThat(new Holds(List.of(held(ONE, ALICE), tagged)).changedAt()).contains(NOON);
        assertThat(new Holds(List.of(held(ONE, ALICE).free(later), held(TWO, BOB))).changedAt())
                .contains(later);
    }
}
