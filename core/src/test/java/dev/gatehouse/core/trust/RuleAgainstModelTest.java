package dev.gatehouse.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.ReferenceModel.Doc;
import dev.gatehouse.core.trust.ReferenceModel.Src;
import dev.gatehouse.core.trust.Sample.Item;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every combination of four sources, compared with the reference model. */
class RuleAgainstModelTest {
    private static final Presence[] PRESENCES = Presence.values();
    private static final List<String> NAMES = List.of("local", "T", "U", "V");
    private static final List<String> PINS = List.of("", "local", "T", "U", "V", "removed");

    private record Combination(List<Source> serving, String pin, int code) {}

    /** The model is slow, and does not care by which ruling a source may serve. */
    private final Map<Combination, String> expectations = new HashMap<>();

    @Test
    void everyRulingIsTheModels() {
        var combinations = 0;
        for (var code = 0; code < 81 * 16 * 2; code++) {
            var facts = facts(code % 81, code / 81 % 16, code / 81 / 16 == 0);
            var model = facts.stream().map(RuleAgainstModelTest::src).toList();

            var ruling = new UpstreamTrustEngine().rule(Sample.NAME, facts);

            assertThat(ruling.rule()).isEqualTo(ReferenceModel.rule(model));
            for (var i = 0; i < facts.size(); i++) {
                var ruled = ruling.sources().get(i);
                assertThat(ruled.ruling().name())
                        .as("%s of %s", ruled.source().name(), model)
                        .isEqualTo(ReferenceModel.ruling(model.get(i), model));
                assertThat(ruled.rule()).isEqualTo(ruling.rule());
            }
            combinations++;
        }
        assertThat(combinations).isEqualTo(2592);
    }

    @Test
    void everyMergeIsTheModels() {
        var combinations = 0;
        for (var presence = 0; presence < 9; presence++) {
            for (var supplied = 0; supplied < 4; supplied++) {
                var facts = facts(presence, supplied << 2, true);
                var ruling = new UpstreamTrustEngine().rule(Sample.NAME, facts);
                for (var pin : PINS) {
                    combinations += compareOffers(ruling, pin);
                }
            }
        }
        assertThat(combinations).isEqualTo(PINS.size() * (8 * (64 + 512 + 512 + 4096) + 4 * 4096));
    }

    private int compareOffers(SourceRuling ruling, String pin) {
        Map<Version, SourceId> pins =
                pin.isEmpty() ? Map.of() : Map.of(new Version("1"), new SourceId(pin));
        Map<String, String> modelPins = pin.isEmpty() ? Map.of() : Map.of("1", pin);
        var serving = ruling.serving(Enforcement.ENFORCE);
        var all = 1 << (3 * serving.size());
        for (var code = 0; code < all; code++) {
            var offers = new ArrayList<Offer<Item, String>>();
            var docs = new ArrayList<Doc>();
            for (var source : serving) {
                var kind = (code >> (3 * docs.size())) & 7;
                offers.add(offer(source, kind));
                docs.add(doc(source.name(), kind));
            }

            var merged = line(new UpstreamTrustEngine().select(ruling, offers, pins));

            var expected =
                    expectations.computeIfAbsent(
                            new Combination(serving, pin, code),
                            _ -> ReferenceModel.merged(docs, modelPins, Set.copyOf(NAMES)));
            if (!merged.equals(expected)) {
                assertThat(merged).as("%s, pinned to %s", docs, pin).isEqualTo(expected);
            }
        }
        return all;
    }

    /** The merge as the model writes it. */
    static String line(VisibleIndex<Item, String> index) {
        var shown =
                index.accepted().values().stream()
                        .map(a -> a.release().version() + " " + a.release().from())
                        .toList();
        var hidden =
                index.hidden().stream()
                        .map(h -> h.version() + " hidden " + h.source().orElseThrow().id())
                        .collect(Collectors.toList());
        var parts = index.documents().stream().map(p -> p.source().id()).toList();
        return shown + " " + hidden + " " + parts + " " + index.silent();
    }

    private static List<SourceFacts> facts(int presences, int supplied, boolean asked) {
        var sources =
                List.of(
                        Source.LOCAL,
                        asked ? Sample.trusted("T") : Sample.unasked("T"),
                        Sample.untrusted("U"),
                        Sample.untrusted("V"));
        var facts = new ArrayList<SourceFacts>();
        var rest = presences;
        for (var i = 0; i < sources.size(); i++) {
            var presence = PRESENCES[rest % 3];
            rest /= 3;
            facts.add(
                    ((supplied >> i) & 1) == 1
                            ? Sample.supplier(sources.get(i), presence)
                            : Sample.facts(sources.get(i), presence));
        }
        return facts;
    }

    private static Src src(SourceFacts facts) {
        var source = facts.source();
        return new Src(
                source.name(),
                source.isTrusted(),
                source.asked() || source.isLocal(),
                facts.presence().name().charAt(0),
                facts.provenance().isPresent());
    }

    /** Version 1 is there or not; version 2 always, but never stored. */
    private static Offer<Item, String> offer(Source source, int kind) {
        return switch (kind) {
            case 0 -> Sample.releases(source, "1", "2");
            case 1 -> Sample.releases(source, "2");
            case 2 -> Sample.stale(source, "1", "2");
            case 3 -> Sample.stale(source, "2");
            case 4 -> withdrawn(source, Set.of(new Version("1")));
            case 5 -> withdrawn(source, Set.of());
            case 6 -> Sample.absent(source);
            default -> Sample.unreachable(source);
        };
    }

    private static Offer<Item, String> withdrawn(Source source, Set<Version> stored) {
        return new Offer.Withdrawn<>(source, Sample.index(source, "1", "2"), stored);
    }

    private static Doc doc(String source, int kind) {
        var all = List.of("1", "2");
        return switch (kind) {
            case 0 -> new Doc(source, 'C', all, Set.of());
            case 1 -> new Doc(source, 'C', List.of("2"), Set.of());
            case 2 -> new Doc(source, 'S', all, Set.of());
            case 3 -> new Doc(source, 'S', List.of("2"), Set.of());
            case 4 -> new Doc(source, 'W', all, Set.of("1"));
            case 5 -> new Doc(source, 'W', all, Set.of());
            case 6 -> new Doc(source, 'A', List.of(), Set.of());
            default -> new Doc(source, 'N', List.of(), Set.of());
        };
    }
}
