package dev.gatehouse.server.api.tokens;

import dev.gatehouse.config.DurationText;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.StoredToken;
import dev.gatehouse.server.access.CreatedToken;
import dev.gatehouse.server.access.NewToken;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tokens, and who one's own token says one is. Thread-safe. */
final class TokenEndpoints {
    private final TokenBook tokens;
    private final Json json;

    TokenEndpoints(TokenBook tokens, Json json) {
        this.tokens = tokens;
        this.json = json;
    }

    /** Who calls, as Cloudsmith's command line asks it. */
    Response self(ApiCall call) {
        Map<String, @Nullable Object> self = new LinkedHashMap<>();
        boolean known = !call.request().principal().isAnonymous();
        @Nullable String name = known ? call.by() : null;
        self.put("authenticated", known);
        self.put("name", name);
        self.put("slug", name);
        self.put("slug_perm", name);
        self.put("email", "");
        self.put("role", word(call.request().principal().role()));
        self.put(
                "repositories",
                call.request().principal().repositories().stream().sorted().toList());
        return json.answer(200, self);
    }

    /** The tokens by the name of the one that calls. */
    Response own(ApiCall call) {
        return json.answer(
                200,
                Map.of(
                        "results",
                        tokens.list().stream()
                                .filter(token -> token.name().equals(call.by()) && !token.revoked())
                                .map(
                                        token ->
                                                Map.of(
                                                        "slug_perm",
                                                        token.id(),
                                                        "created",
                                                        token.createdAt().toString()))
                                .toList()));
    }

    Response list(ApiCall call) {
        return json.page(tokens.list().stream().map(this::shape).toList(), null);
    }

    /** Makes a token; the only answer that ever holds one. */
    Response create(ApiCall call) throws IOException {
        NewToken wanted = wanted(json.body(call.request()));
        try {
            CreatedToken created = tokens.create(wanted, call.by());
            Map<String, @Nullable Object> shape = shape(created.stored());
            shape.put("token", created.text().value());
            return json.answer(201, shape);
        } catch (IllegalArgumentException e) {
            throw ApiException.conflict(String.valueOf(e.getMessage()));
        }
    }

    private static NewToken wanted(BodyFields fields) {
        String name = fields.required("name");
        Role role = RoleField.of(fields, "");
        Set<String> repositories = Set.copyOf(fields.list("repositories"));
        Optional<Duration> lifetime = lifetime(fields);
        fields.end();
        try {
            return new NewToken(name, role, repositories, lifetime);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("name", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Duration> lifetime(BodyFields fields) {
        try {
            Optional<Duration> lifetime = fields.optional("expires").map(DurationText::parse);
            if (lifetime.filter(l -> !l.isPositive()).isPresent()) {
                fields.problem("expires", "expected a time that lies ahead, such as 90d");
            }
            return lifetime;
        } catch (IllegalArgumentException e) {
            fields.problem("expires", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Revokes by id or name; the next request with the token is refused. */
    Response revoke(ApiCall call) throws IOException {
        List<StoredToken> revoked = tokens.revoke(call.variable("token"), call.by());
        if (revoked.isEmpty()) {
            throw ApiException.missing(
                    "There is no token " + call.variable("token") + " that is still in force.");
        }
        return json.page(revoked.stream().map(this::shape).toList(), null);
    }

    private Map<String, @Nullable Object> shape(StoredToken token) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("id", token.id());
        shape.put("name", token.name());
        shape.put("role", word(token.role()));
        shape.put("repositories", token.repositories().stream().sorted().toList());
        shape.put("created_at", token.createdAt().toString());
        shape.put("expires_at", token.expiresAt().map(Instant::toString).orElse(null));
        shape.put("last_used_at", tokens.uses().of(token.id()).map(Instant::toString).orElse(null));
        shape.put("revoked", token.revoked());
        shape.put("origin", token.origin().name().toLowerCase(Locale.ROOT));
        token.packages()
                .ifPresent(
                        names ->
                                shape.put(
                                        "packages",
                                        names.stream().map(Journal::subject).sorted().toList()));
        return shape;
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
