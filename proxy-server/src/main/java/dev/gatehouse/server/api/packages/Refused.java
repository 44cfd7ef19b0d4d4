package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.server.api.call.ApiException;

/** Refusals of the services as answers of this API. */
final class Refused {
    private Refused() {}

    /**
     * The answer.
     *
     * @param field what was wrong with the call when the refusal says that it was
     */
    static ApiException as(Refusal refusal, String field) {
        return switch (refusal) {
            case Refusal.NotFound missing -> ApiException.missing(missing.text());
            case Refusal.Invalid invalid -> ApiException.unprocessable(field, invalid.text());
            case Refusal.TooLarge large -> ApiException.tooLarge(large.text());
            case Refusal.Forbidden forbidden -> ApiException.denied(forbidden.text());
            case Refusal.Blocked _,
                    Refusal.Held _,
                    Refusal.Undecided _,
                    Refusal.Exists _,
                    Refusal.Conflict _,
                    Refusal.BadUpstream _ ->
                    ApiException.conflict(refusal.text());
        };
    }
}
