package dev.gatehouse.npm.account;

import dev.gatehouse.core.format.AccountCall;
import dev.gatehouse.core.format.RootCalls;
import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NamedPath;
import dev.gatehouse.npm.service.NpmRefusals;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Trusted publishing: {@code POST /-/npm/v1/oidc/token/exchange/package/NAME} with the identity as
 * Bearer token. npm resolves that path against the root of the host ({@code lib/utils/oidc.js}).
 */
public final class NpmExchange implements RootCalls {
    private static final List<String> PATH =
            List.of("-", "npm", "v1", "oidc", "token", "exchange", "package");

    private final StrictJson json = new StrictJson();
    private final NpmRefusals refusals = new NpmRefusals(json);

    @Override
    public Optional<AccountCall> at(RequestHead head) {
        List<String> path = head.target().segments();
        if (head.method() != Method.POST
                || path.size() <= PATH.size()
                || !path.subList(0, PATH.size()).equals(PATH)) {
            return Optional.empty();
        }
        return Optional.of(new Call(path.subList(PATH.size(), path.size())));
    }

    private final class Call implements AccountCall {
        private final List<String> name;

        Call(List<String> name) {
            this.name = List.copyOf(name);
        }

        @Override
        public boolean hasOwnProof() {
            return true;
        }

        @Override
        public Wish read(Request request) {
            return new Wish.Exchange(identity(request.head()), Optional.of(name()));
        }

        private PackageName name() {
            try {
                NamedPath path = NamedPath.of(name);
                if (path.rest().isEmpty()) {
                    return path.name();
                }
            } catch (IllegalArgumentException e) {
                throw new BadRequestException(Objects.toString(e.getMessage()));
            }
            throw new BadRequestException("expected the name of a package and nothing behind it");
        }

        private static String identity(RequestHead head) {
            String value = head.headers().first("authorization").orElse("");
            if (!value.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
                throw new BadRequestException("expected the identity as Bearer token");
            }
            return value.substring("bearer ".length()).strip();
        }

        @Override
        public Response answer(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Issued(String token, String owner) -> {
                    ObjectNode body = json.object().put("token", token).put("token_type", "oidc");
                    yield Response.json(201, body.toString()).with("cache-control", "no-store");
                }
                case Outcome.Refused(int status, String text, Duration _) ->
                        refusals.exchange(status, text);
                case Outcome.Ended _, Outcome.Audience _ ->
                        throw new IllegalStateException("no answer to an exchange: " + outcome);
            };
        }
    }
}
