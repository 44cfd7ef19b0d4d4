package dev.gatehouse.server.api.policies;

import dev.gatehouse.core.store.StoredDecision;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.policy.DecisionTimes;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which entries of the decision log are meant.
 *
 * @param after from this time on
 * @param before up to this time, exclusively
 */
record DecisionFilter(
        Instant after,
        Optional<Instant> before,
        Optional<Boolean> match,
        Optional<String> correlation,
        Optional<String> format,
        Optional<String> name,
        Optional<String> policy,
        boolean oldestFirst) {
    static DecisionFilter of(ApiCall call) {
        return new DecisionFilter(
                time("created_after", call.required("created_after")),
                call.sent("created_before").map(text -> time("created_before", text)),
                call.sent("match").map(DecisionFilter::truth),
                call.parameter("correlation_id"),
                call.parameter("package_format"),
                call.parameter("package_name"),
                call.parameter("policy_slug_perm"),
                oldestFirst(call));
    }

    private static Instant time(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ApiException.invalid(
                    name, "'" + text + "': expected a time such as 2026-01-31T00:00:00Z");
        }
    }

    private static boolean truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (!List.of("true", "false").contains(word)) {
            throw ApiException.invalid("match", "'" + text + "': expected true or false");
        }
        return Boolean.parseBoolean(word);
    }

    private static boolean oldestFirst(ApiCall call) {
        String sort = call.parameter("sort").orElse("-id");
        return switch (sort) {
            case "id" -> true;
            case "-id" -> false;
            default -> throw ApiException.invalid("sort", "'" + sort + "': expected id or -id");
        };
    }

    /**
     * Whether it is meant.
     *
     * @param word what people call the format
     */
    boolean meets(StoredDecision d, String word) {
        return d.id().compareTo(first()) >= 0
                && end().map(e -> d.id().compareTo(e) < 0).orElse(true)
                && match.map(m -> m == d.match()).orElse(true)
                && correlation.map(d.correlation()::equals).orElse(true)
                && format.map(word::equalsIgnoreCase).orElse(true)
                && name.map(n -> isNamed(d, n)).orElse(true)
                && policy.map(d.policy()::equals).orElse(true);
    }

    private static boolean isNamed(StoredDecision d, String name) {
        return d.name().equalsIgnoreCase(name) || d.item().key().name().value().equals(name);
    }

    /** Whether no entry behind that one can be meant. */
    boolean isPast(StoredDecision d) {
        return oldestFirst
                ? end().map(e -> d.id().compareTo(e) >= 0).orElse(false)
                : d.id().compareTo(first()) < 0;
    }

    /** Behind which id the first page begins, in its order. */
    Optional<String> start() {
        return oldestFirst ? Optional.of(first()) : end();
    }

    /** Ids are ULIDs, which begin with their time: that of the entry, to the millisecond. */
    private String first() {
        return DecisionTimes.prefix(after);
    }

    private Optional<String> end() {
        return before.map(b -> DecisionTimes.prefix(b.plusNanos(999_999)));
    }
}
