package dev.gatehouse.server.api.audit;

import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which events a call asks for, and may see: those of the repository, and for who may act in all
 * repositories those of none (tokens, users, denials).
 *
 * @param subject a package ({@code npm:acme-ui}, or its name alone), token or user
 */
record AuditFilter(
        String repository,
        boolean everywhere,
        Optional<String> kind,
        Optional<String> subject,
        Optional<String> source,
        Optional<String> actor,
        Optional<Instant> since,
        Optional<Instant> until) {
    /** Counted events stand where their minute ended, with the time at which they began. */
    private static final Duration LATE = Duration.ofMinutes(10);

    static AuditFilter of(ApiCall call) {
        return new AuditFilter(
                call.variable("repository"),
                call.request().principal().repositories().isEmpty(),
                kind(call),
                call.parameter("subject").or(() -> call.parameter("package")),
                call.parameter("source"),
                call.parameter("actor"),
                time(call, "since"),
                time(call, "until"));
    }

    private static Optional<String> kind(ApiCall call) {
        Optional<String> kind = call.parameter("kind");
        if (kind.filter(word -> !AuditShape.words().contains(word)).isPresent()) {
            throw ApiException.invalid("kind", "expected one of " + AuditShape.words());
        }
        return kind;
    }

    private static Optional<Instant> time(ApiCall call, String parameter) {
        try {
            return call.sent(parameter).map(Instant::parse);
        } catch (DateTimeException e) {
            throw ApiException.invalid(parameter, "expected a time such as 2030-01-31T12:00:00Z");
        }
    }

    boolean isWanted(AuditEvent event) {
        boolean visible =
                event.repository().isEmpty() ? everywhere : event.repository().equals(repository);
        return visible
                && kind.map(AuditShape.word(event)::equals).orElse(true)
                && subject.map(s -> isAbout(event.subject(), s)).orElse(true)
                && source.map(s -> event.source().filter(s::equals).isPresent()).orElse(true)
                && actor.map(event.actor()::equals).orElse(true)
                && since.map(from -> !event.at().isBefore(from)).orElse(true)
                && until.map(event.at()::isBefore).orElse(true);
    }

    private static boolean isAbout(String subject, String asked) {
        return subject.equals(asked) || subject.endsWith(":" + asked);
    }

    /** Whether no event that was written before that one is asked for. */
    boolean isOver(AuditEvent event) {
        return since.map(from -> event.at().isBefore(from.minus(LATE))).orElse(false);
    }
}
