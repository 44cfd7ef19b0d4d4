package dev.gatehouse.pypi.account;

import dev.gatehouse.core.format.AccountCall;
import dev.gatehouse.core.format.RootCalls;
import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Trusted publishing as twine, uv and the publishing action ask for it, at the root of the host:
 * {@code GET /_/oidc/audience}, then {@code POST /_/oidc/mint-token} with {@code {"token": …}}.
 */
public final class PypiExchange implements RootCalls {
    private static final List<String> AUDIENCE = List.of("_", "oidc", "audience");
    private static final List<String> MINT = List.of("_", "oidc", "mint-token");
    private static final int MOST_BYTES = 32 << 10;

    private final JsonMapper json = new JsonMapper();

    @Override
    public Optional<AccountCall> at(RequestHead head) {
        List<String> path = head.target().segments();
        if (path.equals(AUDIENCE) && head.method().isRead()) {
            return Optional.of(new Audience());
        }
        return path.equals(MINT) && head.method() == Method.POST
                ? Optional.of(new Mint())
                : Optional.empty();
    }

    private Response refused(int status, String text) {
        ObjectNode body = json.createObjectNode().put("message", text);
        body.putArray("errors").addObject().put("code", "refused").put("description", text);
        return answer(status, body).because(text);
    }

    private Response answer(int status, ObjectNode body) {
        return Response.json(status, json.writeValueAsString(body))
                .with("cache-control", "no-store");
    }

    private final class Audience implements AccountCall {
        @Override
        public boolean hasOwnProof() {
            return false;
        }

        @Override
        public Wish read(Request request) {
            return new Wish.AskAudience();
        }

        @Override
        public Response answer(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Audience(String audience) ->
                        PypiExchange.this.answer(
                                200, json.createObjectNode().put("audience", audience));
                case Outcome.Refused(int status, String text, Duration _) -> refused(status, text);
                case Outcome.Ended _, Outcome.Issued _ ->
                        throw new IllegalStateException("no audience: " + outcome);
            };
        }
    }

    private final class Mint implements AccountCall {
        @Override
        public boolean hasOwnProof() {
            return true;
        }

        @Override
        public Wish read(Request request) throws IOException {
            byte[] bytes;
            try (InputStream in = request.body().open()) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            return new Wish.Exchange(identity(bytes), Optional.empty());
        }

        private String identity(byte[] bytes) {
            if (bytes.length <= MOST_BYTES) {
                try {
                    JsonNode token = json.readTree(bytes).path("token");
                    if (token.isString()) {
                        return token.stringValue();
                    }
                } catch (JacksonException e) {
                    throw new BadRequestException("expected {\"token\": …} as JSON", e);
                }
            }
            throw new BadRequestException("expected {\"token\": …} of at most 32 KiB");
        }

        @Override
        public Response answer(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Issued(String token, String _) ->
                        PypiExchange.this.answer(
                                200,
                                json.createObjectNode().put("success", true).put("token", token));
                case Outcome.Refused(int status, String text, Duration _) -> refused(status, text);
                case Outcome.Ended _, Outcome.Audience _ ->
                        throw new IllegalStateException("no answer to an exchange: " + outcome);
            };
        }
    }
}
