package dev.gatehouse.npm;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.SearchQuery;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.npm.account.NpmLogin;
import dev.gatehouse.npm.account.NpmLogout;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NamedPath;
import dev.gatehouse.npm.name.NpmVersion;
import dev.gatehouse.npm.packument.NpmStyle;
import dev.gatehouse.npm.service.Advisories;
import dev.gatehouse.npm.service.Attestations;
import dev.gatehouse.npm.service.NpmRefusals;
import dev.gatehouse.npm.service.SigningKeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** npm's paths below {@code /-/}. Pure. */
final class ServiceRoutes {
    private static final int DEFAULT_SIZE = 20;
    private static final int MOST_SIZE = 250;
    private static final String NO_LOGIN =
            "no login by browser here: npm asks for user and password, or set a token of"
                    + " 'gatehouse token create' as _authToken";
    private static final String NO_TOKENS =
            "tokens are not npm's here: 'gatehouse token list', 'create' and 'revoke'";

    private final StrictJson json;
    private final NpmRefusals refusals;

    ServiceRoutes(StrictJson json, NpmRefusals refusals) {
        this.json = json;
        this.refusals = refusals;
    }

    /** What the registry's own URL answers. */
    Route root() {
        return new Route.Direct(principal -> Response.json(200, "{}"));
    }

    Route route(RequestHead head, List<String> path) {
        String first = path.isEmpty() ? "" : path.getFirst();
        try {
            return switch (first) {
                case "ping" -> root();
                case "whoami" -> new Route.Direct(this::whoami);
                case "package" -> ofPackage(head.method(), path.subList(1, path.size()));
                case "v1" -> searchOrLogin(head, path);
                case "user" -> user(head, path.subList(1, path.size()));
                case "npm" -> registry(head, path);
                default -> unknown();
            };
        } catch (IllegalArgumentException e) {
            return new Route.Invalid(Objects.toString(e.getMessage()));
        }
    }

    /** {@code user/org.couchdb.user:NAME} and {@code user/token/TOKEN}. */
    private Route user(RequestHead head, List<String> path) {
        boolean login = path.size() == 1 && path.getFirst().startsWith(NpmLogin.PREFIX);
        if (login && head.method() == Method.PUT) {
            String name = path.getFirst().substring(NpmLogin.PREFIX.length());
            return new Route.Account(new NpmLogin(name, json, refusals));
        }
        boolean token = path.size() == 2 && path.getFirst().equals("token");
        return token && head.method() == Method.DELETE
                ? new Route.Account(new NpmLogout(path.getLast(), json, refusals))
                : unknown();
    }

    private Response whoami(Principal principal) {
        if (principal.isAnonymous()) {
            return refusals.error(401, "no token was sent")
                    .with("www-authenticate", "Bearer realm=\"gatehouse\"");
        }
        String body = json.object().put("username", principal.name()).toString();
        return Response.json(200, body).with("cache-control", "no-store");
    }

    /** {@code package/NAME/dist-tags} and {@code package/NAME/dist-tags/TAG}. */
    private static Route ofPackage(Method method, List<String> path) {
        NamedPath named = NamedPath.of(path);
        List<String> rest = named.rest();
        boolean tags = !rest.isEmpty() && rest.getFirst().equals("dist-tags");
        if (tags && rest.size() == 1 && method.isRead()) {
            return new Route.Index(IndexKey.of(named.name()), new NpmStyle.DistTags(), View.MERGED);
        }
        boolean writes = method == Method.PUT || method == Method.POST || method == Method.DELETE;
        return tags && rest.size() == 2 && writes ? new Route.Publish(Role.PUBLISH) : unknown();
    }

    private Route searchOrLogin(RequestHead head, List<String> path) {
        return switch (String.join("/", path)) {
            case "v1/search" -> search(head.target());
            // npm falls back to the next kind of login on any 4xx, which then says why.
            case "v1/login" -> refused(404, NO_LOGIN);
            default -> unknown();
        };
    }

    private static Route search(Target target) {
        int size = number(target, "size", DEFAULT_SIZE);
        int from = number(target, "from", 0);
        String text = target.parameter("text").orElse("");
        return new Route.Search(new SearchQuery(text, from, Math.min(size, MOST_SIZE)));
    }

    private static int number(Target target, String parameter, int otherwise) {
        String text = target.parameter(parameter).orElse("");
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private Route registry(RequestHead head, List<String> path) {
        String joined = String.join("/", path);
        if (joined.equals("npm/v1/security/advisories/bulk") && head.method() == Method.POST) {
            return new Route.Gather(new Advisories(json, refusals));
        }
        if (joined.startsWith("npm/v1/tokens")) {
            return refused(404, NO_TOKENS);
        }
        if (joined.startsWith("npm/v1/security/audits")) {
            return refused(410, "the audits endpoint is retired: use advisories/bulk");
        }
        if (!head.method().isRead()) {
            return unknown();
        }
        if (joined.equals("npm/v1/keys")) {
            return new Route.Gather(new SigningKeys(json, refusals));
        }
        return joined.startsWith("npm/v1/attestations/")
                ? attestations(path.subList(3, path.size()))
                : unknown();
    }

    private Route attestations(List<String> path) {
        String last = path.getLast();
        int at = last.lastIndexOf('@');
        if (at < 1 || !NpmVersion.isServable(last.substring(at + 1))) {
            throw new IllegalArgumentException("expected name@version");
        }
        List<String> name = new ArrayList<>(path.subList(0, path.size() - 1));
        name.add(last.substring(0, at));
        NamedPath named = NamedPath.of(name);
        if (!named.rest().isEmpty()) {
            return unknown();
        }
        Version version = new Version(last.substring(at + 1));
        return new Route.Gather(new Attestations(named.name(), version, json, refusals));
    }

    private Route refused(int status, String text) {
        return new Route.Direct(principal -> refusals.error(status, text));
    }

    private static Route unknown() {
        return new Route.Unknown("no such path of an npm registry");
    }
}
