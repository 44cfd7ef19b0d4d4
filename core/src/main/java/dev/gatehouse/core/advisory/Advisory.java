package dev.gatehouse.core.advisory;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody published about bad versions of one package.
 *
 * @param id {@code GHSA-…}
 * @param aliases other names of the same: {@code CVE-…}
 * @param told how bad its authors say it is, beside all scores
 * @param malicious whether it says that the package was made to do harm
 * @param affected of this package; it may be about others too
 * @param json the whole record, as OSV writes it
 */
public record Advisory(
        String id,
        List<String> aliases,
        String summary,
        Optional<Instant> publishedAt,
        List<Score> scores,
        Optional<Severity> told,
        boolean malicious,
        List<Affected> affected,
        String json) {
    public Advisory {
        aliases = List.copyOf(aliases);
        scores = List.copyOf(scores);
        affected = List.copyOf(affected);
    }

    /** Whether it is about that version. */
    public boolean affects(Version version, VersionOrder order) {
        return affected.stream().anyMatch(a -> a.includes(version, order));
    }

    /** The highest of its scores. */
    public Optional<BigDecimal> score() {
        return scores.stream().flatMap(s -> s.value().stream()).max(Comparator.naturalOrder());
    }

    /** How bad it is: the worse of its score and of what its authors say. */
    public Optional<Severity> severity() {
        return Stream.concat(score().map(Severity::of).stream(), told.stream())
                .max(Comparator.naturalOrder());
    }

    /** Whether that is its id or another name of it. */
    public boolean isCalled(String name) {
        return id.equalsIgnoreCase(name) || aliases.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** All versions that end it. */
    public List<Version> fixes() {
        return affected.stream()
                .flatMap(a -> a.ranges().stream())
                .flatMap(r -> r.fixes().stream())
                .distinct()
                .toList();
    }

    /** The first version behind that one which it is not about any more, as far as it says. */
    public Optional<Version> fixFor(Version version, VersionOrder order) {
        return fixes().stream()
                .filter(fix -> !order.places(version) || order.compare(fix, version) > 0)
                .filter(fix -> !affects(fix, order))
                .min(order);
    }

    /** The affected versions for people: ranges, or where there are none, the versions. */
    public List<String> affectedText() {
        List<String> ranges =
                affected.stream()
                        .flatMap(a -> a.ranges().stream())
                        .map(VersionRange::toString)
                        .toList();
        return ranges.isEmpty()
                ? affected.stream()
                        .flatMap(a -> a.versions().stream())
                        .map(Version::value)
                        .sorted()
                        .toList()
                : ranges;
    }
}
