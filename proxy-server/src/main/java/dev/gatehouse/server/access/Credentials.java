package dev.gatehouse.server.access;

import dev.gatehouse.core.http.Headers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a request presents to say who sends it. */
public sealed interface Credentials {
    /** Nothing. */
    record None() implements Credentials {}

    /** One token. */
    record Token(String text) implements Credentials {
        @Override
        public String toString() {
            return "Token[********]";
        }
    }

    /** Something from which no single token can be made out. */
    record Unclear(String reason) implements Credentials {}

    /**
     * Reads {@code Authorization: Bearer T}, {@code Authorization: Basic} with any user and {@code
     * T} as password (npm's {@code _auth}, and URLs with a user), and {@code X-Api-Key: T}. The
     * same token twice is one token; two different ones are unclear.
     */
    static Credentials of(Headers headers) {
        List<String> authorizations = headers.all("authorization");
        if (authorizations.size() > 1) {
            return new Unclear("there are two Authorization fields");
        }
        Set<String> tokens = new LinkedHashSet<>();
        for (String authorization : authorizations) {
            switch (authorization(authorization.strip())) {
                case Token token -> tokens.add(token.text());
                case Unclear unclear -> {
                    return unclear;
                }
                case None _ -> {}
            }
        }
        headers.all("x-api-key").forEach(key -> tokens.add(key.strip()));
        return single(tokens);
    }

    private static Credentials single(Set<String> tokens) {
        if (tokens.isEmpty()) {
            return new None();
        }
        if (tokens.size() > 1) {
            return new Unclear("there are two different tokens");
        }
        String token = tokens.iterator().next();
        return token.isEmpty() ? new Unclear("the token is empty") : new Token(token);
    }

    private static Credentials authorization(String value) {
        int space = value.indexOf(' ');
        String scheme = space < 0 ? value : value.substring(0, space);
        String rest = space < 0 ? "" : value.substring(space + 1).strip();
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "bearer" -> new Token(rest);
            case "basic" -> basic(rest);
            default -> new Unclear("the Authorization field is neither Bearer nor Basic");
        };
    }

    private static Credentials basic(String coded) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new Unclear("the Basic credentials are not base64");
        }
        int colon = pair.indexOf(':');
        return colon < 0
                ? new Unclear("the Basic credentials have no password")
                : new Token(pair.substring(colon + 1));
    }
}
