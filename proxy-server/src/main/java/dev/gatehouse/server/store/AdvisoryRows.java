package dev.gatehouse.server.store;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.advisory.Affected;
import dev.gatehouse.core.advisory.RangeEvent;
import dev.gatehouse.core.advisory.Score;
import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.advisory.VersionRange;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Change;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keys and values about advisories, under the rules of {@link Rows}. */
final class AdvisoryRows {
    /** No set has an empty id. */
    static final byte[] CURRENT = Keys.of("");

    private AdvisoryRows() {}

    /** An advisory; its key is set, format, name and id. */
    record Known(
            List<String> aliases,
            String summary,
            Optional<Instant> publishedAt,
            List<Scored> scores,
            Optional<Severity> told,
            boolean malicious,
            List<About> affected,
            String json) {
        static Known of(Advisory a) {
            return new Known(
                    a.aliases(),
                    a.summary(),
                    a.publishedAt(),
                    a.scores().stream().map(Scored::of).toList(),
                    a.told(),
                    a.malicious(),
                    a.affected().stream().map(About::of).toList(),
                    a.json());
        }

        Advisory of(String id) {
            return new Advisory(
                    id,
                    aliases,
                    summary,
                    publishedAt,
                    scores.stream().map(Scored::score).toList(),
                    told,
                    malicious,
                    affected.stream().map(About::affected).toList(),
                    json);
        }
    }

    /** A score; its value is text, because 9.0 has to stay 9.0. */
    record Scored(String type, String vector, Optional<String> value) {
        static Scored of(Score s) {
            return new Scored(s.type(), s.vector(), s.value().map(BigDecimal::toPlainString));
        }

        Score score() {
            return new Score(type, vector, value.map(BigDecimal::new));
        }
    }

    record About(List<List<Event>> ranges, List<String> versions) {
        static About of(Affected a) {
            return new About(
                    a.ranges().stream()
                            .map(r -> r.events().stream().map(Event::of).toList())
                            .toList(),
                    a.versions().stream().map(Version::value).sorted().toList());
        }

        Affected affected() {
            return new Affected(
                    ranges.stream()
                            .map(r -> new VersionRange(r.stream().map(Event::event).toList()))
                            .toList(),
                    versions.stream().map(Version::new).collect(Collectors.toSet()));
        }
    }

    record Event(RangeEvent.Kind kind, String version) {
        static Event of(RangeEvent e) {
            return new Event(e.kind(), e.version().value());
        }

        RangeEvent event() {
            return new RangeEvent(kind, new Version(version));
        }
    }

    /** The set in force. */
    record Current(
            String id,
            String source,
            String mark,
            Instant importedAt,
            long kept,
            long withdrawn,
            long elsewhere,
            long repeated,
            long refused) {
        static Current of(AdvisorySet s) {
            AdvisorySet.Counts c = s.counts();
            return new Current(
                    s.id(),
                    s.source(),
                    s.mark(),
                    s.importedAt(),
                    c.kept(),
                    c.withdrawn(),
                    c.elsewhere(),
                    c.repeated(),
                    c.refused());
        }

        AdvisorySet set() {
            return new AdvisorySet(
                    id,
                    source,
                    mark,
                    importedAt,
                    new AdvisorySet.Counts(kept, withdrawn, elsewhere, repeated, refused));
        }
    }

    static List<Op> encode(Change.OfAdvisories change, RowCodec codec) throws IOException {
        return switch (change) {
            case Change.PutAdvisory(var set, var name, var advisory) ->
                    List.of(
                            new Op.Put(
                                    Column.ADVISORIES,
                                    Keys.of(
                                            set,
                                            name.format().value(),
                                            name.value(),
                                            advisory.id()),
                                    codec.write(Known.of(advisory))));
            case Change.DropAdvisories(var set) ->
                    List.of(new Op.DeleteAll(Column.ADVISORIES, Keys.of(set)));
            case Change.PutAdvisorySet(var set) ->
                    List.of(new Op.Put(Column.ADVISORIES, CURRENT, codec.write(Current.of(set))));
        };
    }
}
