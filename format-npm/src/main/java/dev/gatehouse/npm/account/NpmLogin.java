package dev.gatehouse.npm.account;

import dev.gatehouse.core.format.AccountCall;
import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.service.NpmRefusals;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * {@code npm login} with a user and a password: {@code PUT -/user/org.couchdb.user:NAME}, which
 * npm-profile sends when {@code -/v1/login} is not there.
 *
 * @param user of the path; the body must agree
 */
public record NpmLogin(String user, StrictJson json, NpmRefusals refusals) implements AccountCall {
    /** What stands before the name in the path. */
    public static final String PREFIX = "org.couchdb.user:";

    private static final int MOST_BYTES = 16 << 10;

    @Override
    public boolean hasOwnProof() {
        return true;
    }

    @Override
    public Wish read(Request request) throws IOException {
        JsonNode body = body(request);
        String name = StrictJson.text(body, "name").orElse(user);
        String password = StrictJson.text(body, "password").orElse("");
        if (!name.equals(user) || password.isEmpty()) {
            throw new BadRequestException("expected the name of the path, and a password");
        }
        return new Wish.LogIn(user, password);
    }

    private JsonNode body(Request request) throws IOException {
        byte[] bytes;
        try (InputStream in = request.body().open()) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new BadRequestException("expected a login of at most 16 KiB");
        }
        return json.find(ByteBuffer.wrap(bytes))
                .orElseThrow(() -> new BadRequestException("expected a login as JSON"));
    }

    @Override
    public Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued(String token, String owner) -> {
                ObjectNode body = json.object();
                body.put("ok", true);
                body.put("id", PREFIX + owner);
                body.put("rev", "1-0");
                body.put("token", token);
                yield Response.json(201, body.toString()).with("cache-control", "no-store");
            }
            case Outcome.Refused(int status, String text, Duration _) ->
                    refusals.error(status, text);
            case Outcome.Ended _, Outcome.Audience _ ->
                    throw new IllegalStateException("no answer to a login: " + outcome);
        };
    }
}
