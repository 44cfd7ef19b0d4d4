package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.api.call.ApiRoute;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every route for every kind of sender. */
class RouteAccessTest {
    @TempDir private Path directory = Path.of("");

    /** Who sends, with the header that is sent and whether a token is in it that is good. */
    private enum Sender {
        ANONYMOUS,
        READ,
        PUBLISH,
        ADMIN,
        ADMIN_OF_MAIN,
        ADMIN_OF_OTHER,
        EXPIRED,
        REVOKED,
        MALFORMED
    }

    /** What a route asks for, told independently of the code that asks it. */
    private record Expected(Set<Sender> granted, boolean open) {}

    /** Routes for any token. */
    private static final Set<String> TOKEN =
            Set.of(
                    "GET metrics",
                    "GET user/tokens",
                    "GET repos",
                    "GET repos/{workspace}",
                    "GET formats",
                    "GET rates/limits",
                    "GET openapi.json",
                    "GET policy-input.schema.json");

    /** Routes for who may read. */
    private static final Set<String> READERS =
            Set.of(
                    "GET packages/{workspace}/{repository}",
                    "GET packages/{workspace}/{repository}/{identifier}",
                    "GET packages/{workspace}/{repository}/{identifier}/status",
                    "POST packages/{workspace}/{repository}/{identifier}/copy",
                    "GET trust/{workspace}/{repository}/explain",
                    "GET trust/{workspace}/{repository}/names/{format}/{package}/signers",
                    "GET trust/{workspace}/{repository}/provenance",
                    "GET trust/{workspace}/{repository}/canaries",
                    "GET trust/{workspace}/{repository}/shared",
                    "GET trust/{workspace}/{repository}/keys",
                    "GET trust/{workspace}/{repository}/settings/{format}",
                    "GET repos/{workspace}/{repository}",
                    "GET repos/{workspace}/{repository}/upstream/{format}",
                    "GET repos/{workspace}/{repository}/upstream/{format}/{upstream}");

    /** Routes for who may administer the repository. */
    private static final Set<String> ADMINS =
            Set.of(
                    "DELETE packages/{workspace}/{repository}/{identifier}",
                    "POST packages/{workspace}/{repository}/{identifier}/move",
                    "POST packages/{workspace}/{repository}/{identifier}/quarantine",
                    "POST trust/{workspace}/{repository}/provenance",
                    "GET trust/{workspace}/{repository}/audit",
                    "POST trust/{workspace}/{repository}/simulate",
                    "POST trust/{workspace}/{repository}/keys/rotate",
                    "PATCH trust/{workspace}/{repository}/settings/{format}",
                    "PATCH repos/{workspace}/{repository}",
                    "DELETE repos/{workspace}/{repository}",
                    "POST repos/{workspace}/{repository}/upstream/{format}",
                    "PUT repos/{workspace}/{repository}/upstream/{format}/{upstream}",
                    "PATCH repos/{workspace}/{repository}/upstream/{format}/{upstream}",
                    "DELETE repos/{workspace}/{repository}/upstream/{format}/{upstream}",
                    "GET trust/{workspace}/{repository}/audit/live",
                    "POST trust/{workspace}/{repository}/names/{format}/{package}/claim",
                    "POST trust/{workspace}/{repository}/names/{format}/{package}/forget",
                    "POST trust/{workspace}/{repository}/names/{format}/{package}/release",
                    "POST trust/{workspace}/{repository}/names/{format}/{package}/signers",
                    "POST trust/{workspace}/{repository}/names/{format}/{package}/versions/{version}/delete");

    /** Routes for who may publish. */
    private static final Set<String> PUBLISHERS =
            Set.of(
                    "POST files/{workspace}/{repository}",
                    "POST files/{workspace}/{repository}/validate",
                    "PUT files/{workspace}/{repository}/{identifier}",
                    "POST files/{workspace}/{repository}/{identifier}/complete",
                    "POST packages/{workspace}/{repository}/upload/{format}",
                    "POST packages/{workspace}/{repository}/validate-upload/{format}",
                    "POST packages/{workspace}/{repository}/{identifier}/tag",
                    "POST packages/{workspace}/{repository}/{identifier}/resync",
                    "POST trust/{workspace}/{repository}/names/{format}/{package}/versions/{version}/yank",
                    "POST trust/{workspace}/{repository}/names/{format}/{package}/versions/{version}/unyank");

    /** Routes for who may administer all repositories. */
    private static final Set<String> OPERATORS =
            Set.of(
                    "POST reload",
                    "POST repos/{workspace}",
                    "GET export",
                    "GET doctor",
                    "POST gc",
                    "POST scrub",
                    "POST backup",
                    "GET tokens",
                    "POST tokens",
                    "DELETE tokens/{token}",
                    "GET advisories",
                    "POST advisories/import",
                    "GET webhooks",
                    "POST webhooks/{webhook}/test",
                    "GET webhooks/{webhook}/dead",
                    "POST webhooks/{webhook}/redeliver",
                    "POST webhooks/{webhook}/drop",
                    "GET v2/workspaces/{workspace}/policies",
                    "POST v2/workspaces/{workspace}/policies",
                    "POST v2/workspaces/{workspace}/policies/validate",
                    "GET v2/workspaces/{workspace}/policies/decision-logs-v1",
                    "GET v2/workspaces/{workspace}/policies/decision-logs-v1/{decision}",
                    "GET v2/workspaces/{workspace}/policies/exemptions",
                    "POST v2/workspaces/{workspace}/policies/exemptions",
                    "DELETE v2/workspaces/{workspace}/policies/exemptions/{exemption}",
                    "GET v2/workspaces/{workspace}/policies/{policy}",
                    "PUT v2/workspaces/{workspace}/policies/{policy}",
                    "PATCH v2/workspaces/{workspace}/policies/{policy}",
                    "DELETE v2/workspaces/{workspace}/policies/{policy}",
                    "GET v2/workspaces/{workspace}/policies/{policy}/simulate",
                    "GET v2/workspaces/{workspace}/policies/{policy}/actions",
                    "POST v2/workspaces/{workspace}/policies/{policy}/actions",
                    "GET v2/workspaces/{workspace}/policies/{policy}/actions/{action}",
                    "PUT v2/workspaces/{workspace}/policies/{policy}/actions/{action}",
                    "PATCH v2/workspaces/{workspace}/policies/{policy}/actions/{action}",
                    "DELETE v2/workspaces/{workspace}/policies/{policy}/actions/{action}",
                    "GET audit/verify",
                    "GET audit/export",
                    "GET users",
                    "POST users",
                    "DELETE users/{user}");

    private static final Map<Set<String>, Set<Sender>> RULES =
            Map.of(
                    TOKEN,
                    Set.of(
                            Sender.READ,
                            Sender.PUBLISH,
                            Sender.ADMIN,
                            Sender.ADMIN_OF_MAIN,
                            Sender.ADMIN_OF_OTHER),
                    READERS,
                    Set.of(Sender.READ, Sender.PUBLISH, Sender.ADMIN, Sender.ADMIN_OF_MAIN),
                    ADMINS,
                    Set.of(Sender.ADMIN, Sender.ADMIN_OF_MAIN),
                    PUBLISHERS,
                    Set.of(Sender.PUBLISH, Sender.ADMIN, Sender.ADMIN_OF_MAIN),
                    OPERATORS,
                    Set.of(Sender.ADMIN));

    private static Expected expected(String method, String pattern) {
        boolean byTicket = method.equals("POST") && pattern.endsWith("{repository}/{identifier}");
        if (pattern.startsWith("health/")
                || byTicket
                || pattern.equals("user/self")
                || pattern.equals("status/check/basic")) {
            return new Expected(
                    Set.of(
                            Sender.ANONYMOUS,
                            Sender.READ,
                            Sender.PUBLISH,
                            Sender.ADMIN,
                            Sender.ADMIN_OF_MAIN,
                            Sender.ADMIN_OF_OTHER),
                    true);
        }
        String route = method + " " + pattern;
        for (Map.Entry<Set<String>, Set<Sender>> rule : RULES.entrySet()) {
            if (rule.getKey().contains(route)) {
                return new Expected(rule.getValue(), false);
            }
        }
        throw new AssertionError("no expectation for " + route);
    }

    @TestFactory
    List<DynamicTest> everyRouteAsksForItsRole() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        ApiHandler handler = new ApiWorld(directory).handler;
        for (ApiRoute route : handler.management()) {
            for (Sender sender : Sender.values()) {
                tests.add(test(route, "/api/", sender));
                tests.add(test(route, "/api/v1/", sender));
            }
        }
        for (ApiRoute route : handler.operations()) {
            for (Sender sender : Sender.values()) {
                tests.add(test(route, "/-/", sender));
            }
        }
        assertThat(tests).hasSizeGreaterThan(200);
        return tests;
    }

    private DynamicTest test(ApiRoute route, String prefix, Sender sender) {
        String name = route.method() + " " + prefix + route.pattern() + " by " + sender;
        return DynamicTest.dynamicTest(name, () -> check(route, prefix, sender));
    }

    private void check(ApiRoute route, String prefix, Sender sender) throws Exception {
        ApiWorld world = new ApiWorld(directory);
        String token = token(world, sender);
        String url =
                prefix
                        + route.pattern()
                                .replace("{workspace}", "main")
                                .replace("{repository}", "main")
                                .replace("{format}", "npm")
                                .replace("{package}", "acme-ui")
                                .replace("{version}", "1.0.0")
                                .replace("{identifier}", "nothing-here-123456")
                                .replaceAll("\\{[a-z]+}", "nobody")
                        + "/?format=npm&package=acme-ui";

        Response response = world.send(route.method(), url, token, "{\"reason\":\"test\"}");

        Expected expected = expected(route.method().name(), route.pattern());
        if (expected.granted().contains(sender)) {
            assertThat(response.status()).isNotIn(401, 403, 405, 500);
        } else if (Set.of(Sender.EXPIRED, Sender.REVOKED, Sender.MALFORMED).contains(sender)
                || sender == Sender.ANONYMOUS) {
            assertThat(response.status()).isEqualTo(401);
            assertThat(response.headers().first("www-authenticate")).isPresent();
        } else {
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.headers().first("www-authenticate")).isEmpty();
            assertThat(world.json(response).get("detail").stringValue()).contains("may not");
        }
    }

    private static String token(ApiWorld world, Sender sender) throws Exception {
        return switch (sender) {
            case ANONYMOUS -> "";
            case READ -> world.token("reader", Role.READ);
            case PUBLISH -> world.token("publisher", Role.PUBLISH);
            case ADMIN -> world.token("boss", Role.ADMIN);
            case ADMIN_OF_MAIN -> world.token("main-boss", Role.ADMIN, "main");
            case ADMIN_OF_OTHER -> world.token("other-boss", Role.ADMIN, "other");
            case MALFORMED -> "gh_malformed";
            case REVOKED -> {
                String text = world.token("gone", Role.ADMIN);
                world.book.revoke("gone", "test");
                yield text;
            }
            case EXPIRED -> {
                String text =
                        world.book
                                .create(
                                        new dev.gatehouse.server.access.NewToken(
                                                "late",
                                                Role.ADMIN,
                                                Set.of(),
                                                Optional.of(Duration.ofHours(1))),
                                        "test")
                                .text()
                                .value();
                world.tokens.pass(Duration.ofHours(1));
                yield text;
            }
        };
    }

    @Test
    void whatHasNoRouteIsNotToldToStrangers() throws Exception {
        ApiWorld world = new ApiWorld(directory);

        Response stranger = world.send(dev.gatehouse.core.http.Method.GET, "/api/x/", "", "");
        Response known =
                world.send(dev.gatehouse.core.http.Method.GET, "/api/x/", world.admin(), "");

        assertThat(stranger.status()).isEqualTo(401);
        assertThat(known.status()).isEqualTo(404);
    }
}
