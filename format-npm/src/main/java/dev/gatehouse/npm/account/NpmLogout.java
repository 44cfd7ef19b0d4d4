package dev.gatehouse.npm.account;

import dev.gatehouse.core.format.AccountCall;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.service.NpmRefusals;

import java.time.Duration;

/** {@code npm logout}: {@code DELETE -/user/token/TOKEN}. */
public record NpmLogout(String token, StrictJson json, NpmRefusals refusals)
        implements AccountCall {
    @Override
    public boolean hasOwnProof() {
        return false;
    }

    @Override
    public Wish read(Request request) {
        return new Wish.LogOut(token);
    }

    @Override
    public Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended _ -> Response.json(200, json.object().put("ok", true).toString());
            case Outcome.Refused(int status, String text, Duration _) ->
                    refusals.error(status, text);
            case Outcome.Issued _, Outcome.Audience _ ->
                    throw new IllegalStateException("no answer to a logout: " + outcome);
        };
    }

    @Override
    public String toString() {
        return "NpmLogout[]";
    }
}
