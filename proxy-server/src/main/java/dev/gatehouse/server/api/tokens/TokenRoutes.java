package dev.gatehouse.server.api.tokens;

import static dev.gatehouse.core.http.Method.DELETE;
import static dev.gatehouse.core.http.Method.GET;
import static dev.gatehouse.core.http.Method.POST;

import dev.gatehouse.server.access.Accounts;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.api.call.Access;
import dev.gatehouse.server.api.call.ApiRoute;
import dev.gatehouse.server.api.call.Json;

import java.util.List;

/** The routes about tokens, users and who one is. */
public final class TokenRoutes {
    private TokenRoutes() {}

    /** All of them. */
    public static List<ApiRoute> of(TokenBook book, Accounts accounts, Json json) {
        TokenEndpoints tokens = new TokenEndpoints(book, json);
        UserEndpoints users = new UserEndpoints(accounts, json);
        return List.of(
                new ApiRoute(GET, "tokens", Access.operator(), tokens::list),
                new ApiRoute(POST, "tokens", Access.operator(), tokens::create),
                new ApiRoute(DELETE, "tokens/{token}", Access.operator(), tokens::revoke),
                new ApiRoute(GET, "users", Access.operator(), users::list),
                new ApiRoute(POST, "users", Access.operator(), users::add),
                new ApiRoute(DELETE, "users/{user}", Access.operator(), users::remove),
                new ApiRoute(GET, "user/self", new Access.Anybody(), tokens::self),
                new ApiRoute(GET, "user/tokens", new Access.AnyToken(), tokens::own));
    }
}
