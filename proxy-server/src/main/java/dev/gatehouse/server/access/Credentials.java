package dev.gatehouse.server.access;

import dev.gatehouse.core.http.Headers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

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
     * A user and a password, which may be a token as well.
     *
     * @param user not empty
     */
    record Password(String user, String text) implements Credentials {
        @Override
        public String toString() {
            return "Password[********]";
        }
    }

    /**
     * Reads {@code Authorization: Bearer T}, {@code Authorization: Basic} with a user and a
     * password, or with any user and {@code T} as password (npm's {@code _auth}, and URLs with a
     * user), and {@code X-Api-Key: T}. The same token twice is one token; two different ones are
     * unclear.
     */
    static Credentials of(Headers headers) {
        List<String> authorizations = headers.all("authorization");
        if (authorizations.size() > 1) {
            return new Unclear("there are two Authorization fields");
        }
        Credentials authorization =
                authorizations.isEmpty()
                        ? new None()
                        : authorization(authorizations.getFirst().strip());
        List<String> keys =
                headers.all("x-api-key").stream().map(String::strip).distinct().toList();
        if (keys.isEmpty()) {
            return authorization;
        }
        return keys.size() == 1
                ? together(authorization, keys.getFirst())
                : new Unclear("there are two different tokens");
    }

    private static Credentials together(Credentials authorization, String key) {
        return switch (authorization) {
            case None _ -> token(key);
            case Unclear unclear -> unclear;
            case Token(String text) when text.equals(key) -> authorization;
            case Password(_, String text) when text.equals(key) -> token(key);
            case Token _, Password _ -> new Unclear("there are two different tokens");
        };
    }

    private static Credentials token(String text) {
        return text.isEmpty() ? new Unclear("the token is empty") : new Token(text);
    }

    private static Credentials authorization(String value) {
        int space = value.indexOf(' ');
        String scheme = space < 0 ? value : value.substring(0, space);
        String rest = space < 0 ? "" : value.substring(space + 1).strip();
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "bearer" -> token(rest);
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
        if (colon < 0) {
            return new Unclear("the Basic credentials have no password");
        }
        String password = pair.substring(colon + 1);
        return colon == 0 || password.isEmpty()
                ? token(password)
                : new Password(pair.substring(0, colon), password);
    }
}
