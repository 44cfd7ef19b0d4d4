package dev.gatehouse.server.api.tokens;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.StoredUser;
import dev.gatehouse.server.access.Accounts;
import dev.gatehouse.server.access.NewUser;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Users with passwords. No answer ever holds a password or its hash. Thread-safe. */
final class UserEndpoints {
    private final Accounts accounts;
    private final Json json;

    UserEndpoints(Accounts accounts, Json json) {
        this.accounts = accounts;
        this.json = json;
    }

    Response list(ApiCall call) {
        return json.page(accounts.list().stream().map(UserEndpoints::shape).toList(), null);
    }

    Response add(ApiCall call) throws IOException, InterruptedException {
        NewUser wanted = wanted(json.body(call.request()));
        try {
            return json.answer(201, shape(accounts.add(wanted, call.by())));
        } catch (IllegalArgumentException e) {
            throw ApiException.conflict(String.valueOf(e.getMessage()));
        }
    }

    private static NewUser wanted(BodyFields fields) {
        String name = fields.required("name");
        String password = fields.required("password");
        Role role = RoleField.of(fields, "read");
        Set<String> repositories = Set.copyOf(fields.list("repositories"));
        if (!password.isEmpty() && !NewUser.isPassword(password)) {
            fields.problem(
                    "password", "expected 8 to 256 characters that do not begin as a token does");
        }
        fields.end();
        try {
            return new NewUser(name, role, repositories, new Secret(password));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("name", String.valueOf(e.getMessage()));
        }
    }

    /** Removes a user; the next request by it, or with a token of its logins, is refused. */
    Response remove(ApiCall call) throws IOException {
        String name = call.variable("user");
        StoredUser removed =
                accounts.remove(name, call.by())
                        .orElseThrow(() -> ApiException.missing("There is no user " + name + "."));
        return json.answer(200, shape(removed));
    }

    private static Map<String, @Nullable Object> shape(StoredUser user) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("name", user.name());
        shape.put("role", user.role().name().toLowerCase(Locale.ROOT));
        shape.put("repositories", user.repositories().stream().sorted().toList());
        shape.put("created_at", user.createdAt().toString());
        return shape;
    }
}
