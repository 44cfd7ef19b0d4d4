package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.maven.MavenFormat;
import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.pypi.PypiFormat;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.SetClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every kind of request to a format, by every kind of sender, on the wire. */
final class FormatAccessIT {
    /** What is asked, and what it needs. */
    private record Asked(FormatName format, Method method, String path, Needs needs) {}

    private enum Needs {
        TO_READ,
        TO_PUBLISH,
        A_NAME,
        NOTHING
    }

    private enum Sender {
        ANONYMOUS,
        READ,
        PUBLISH,
        ADMIN,
        OTHER,
        EXPIRED,
        REVOKED,
        MALFORMED
    }

    private static final List<Asked> ASKED =
            List.of(
                    npm(Method.GET, "x", Needs.TO_READ),
                    npm(Method.HEAD, "x", Needs.TO_READ),
                    npm(Method.GET, "x/1.0.0", Needs.TO_READ),
                    npm(Method.GET, "x/-/x-1.0.0.tgz", Needs.TO_READ),
                    npm(Method.GET, "", Needs.TO_READ),
                    npm(Method.GET, "-/ping", Needs.TO_READ),
                    npm(Method.GET, "-/whoami", Needs.A_NAME),
                    npm(Method.GET, "-/package/x/dist-tags", Needs.TO_READ),
                    npm(Method.PUT, "-/package/x/dist-tags/beta", Needs.TO_PUBLISH),
                    npm(Method.DELETE, "-/package/x/dist-tags/beta", Needs.TO_PUBLISH),
                    npm(Method.GET, "-/v1/search", Needs.TO_READ),
                    npm(Method.POST, "-/v1/login", Needs.TO_READ),
                    npm(Method.GET, "-/npm/v1/keys", Needs.TO_READ),
                    npm(Method.GET, "-/npm/v1/attestations/x@1.0.0", Needs.TO_READ),
                    npm(Method.POST, "-/npm/v1/security/advisories/bulk", Needs.TO_READ),
                    npm(Method.PUT, "-/user/org.couchdb.user:me", Needs.NOTHING),
                    npm(Method.DELETE, "-/user/token/none", Needs.A_NAME),
                    npm(Method.PUT, "x", Needs.TO_PUBLISH),
                    npm(Method.PUT, "x/-rev/1", Needs.TO_PUBLISH),
                    npm(Method.DELETE, "x/-rev/1", Needs.TO_PUBLISH),
                    npm(Method.DELETE, "x/-/x-1.0.0.tgz/-rev/1", Needs.TO_PUBLISH),
                    npm(Method.GET, ".bad", Needs.TO_READ),
                    npm(Method.GET, "-/nothing", Needs.TO_READ),
                    pypi(Method.GET, "simple/", Needs.TO_READ),
                    pypi(Method.GET, "simple/x/", Needs.TO_READ),
                    pypi(Method.GET, "simple/X/", Needs.TO_READ),
                    pypi(Method.GET, "files/x/1.0/x-1.0-py3-none-any.whl", Needs.TO_READ),
                    pypi(Method.GET, "files/x/1.0/x-1.0-py3-none-any.whl.metadata", Needs.TO_READ),
                    pypi(Method.GET, "pypi/x/json", Needs.TO_READ),
                    pypi(Method.POST, "legacy/", Needs.TO_PUBLISH),
                    pypi(Method.POST, "legacy", Needs.TO_PUBLISH),
                    maven(Method.GET, "com/acme/ui/maven-metadata.xml", Needs.TO_READ),
                    maven(Method.GET, "com/acme/ui/maven-metadata.xml.sha1", Needs.TO_READ),
                    maven(Method.GET, "com/acme/ui/1.0/ui-1.0.jar", Needs.TO_READ),
                    maven(Method.GET, "com/acme/ui/1.0/ui-1.0.jar.sha1", Needs.TO_READ),
                    maven(Method.HEAD, "com/acme/ui/1.0/ui-1.0.pom", Needs.TO_READ),
                    maven(Method.PUT, "com/acme/ui/1.0/ui-1.0.jar", Needs.TO_PUBLISH),
                    maven(Method.PUT, "com/acme/ui/maven-metadata.xml", Needs.TO_PUBLISH));

    private final SetClock clock = new SetClock();
    private final Map<Sender, String> tokens = new EnumMap<>(Sender.class);

    private static Asked npm(Method method, String path, Needs needs) {
        return new Asked(FormatName.NPM, method, path, needs);
    }

    private static Asked pypi(Method method, String path, Needs needs) {
        return new Asked(FormatName.PYPI, method, path, needs);
    }

    private static Asked maven(Method method, String path, Needs needs) {
        return new Asked(FormatName.MAVEN, method, path, needs);
    }

    private RunningGate start(Path directory, String anonymous) throws Exception {
        RunningGate gate =
                RunningGate.start(
                        directory,
                        """
                          main:
                            npm: {}
                            pypi: {}
                            maven: {}
                          other:
                            npm: {}
                        access: {anonymous: %s}
                        """
                                .formatted(anonymous),
                        clock);
        tokens.put(Sender.READ, made(gate, "reader", "read", "main"));
        tokens.put(Sender.PUBLISH, made(gate, "publisher", "publish", "main"));
        tokens.put(Sender.ADMIN, made(gate, "boss", "admin", "main"));
        tokens.put(Sender.OTHER, made(gate, "neighbour", "admin", "other"));
        tokens.put(Sender.EXPIRED, made(gate, "late", "admin", "main", "1m"));
        tokens.put(Sender.REVOKED, made(gate, "gone", "admin", "main"));
        tokens.put(Sender.MALFORMED, "gh_malformed");
        api(gate, "DELETE", "tokens/gone/", "");
        clock.forward(Duration.ofMinutes(1));
        return gate;
    }

    private static String made(
            RunningGate gate, String name, String role, String repository, String... expires)
            throws Exception {
        String end = expires.length == 0 ? "" : ",\"expires\":\"" + expires[0] + "\"";
        String body =
                "{\"name\":\"%s\",\"role\":\"%s\",\"repositories\":[\"%s\"]%s}"
                        .formatted(name, role, repository, end);
        return new JsonMapper()
                .readTree(api(gate, "POST", "tokens/", body))
                .path("token")
                .asString();
    }

    private static String api(RunningGate gate, String method, String path, String body)
            throws Exception {
        var answer =
                gate.send(
                        method,
                        gate.registry("main").resolve("/api/" + path),
                        body,
                        "Authorization",
                        "Bearer " + TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "none"})
    void everyRequestAsksForItsRole(String anonymous, @TempDir Path directory) throws Exception {
        List<String> wrong = new ArrayList<>();
        try (RunningGate gate = start(directory, anonymous)) {
            for (Asked asked : ASKED) {
                wrong.addAll(wrong(gate, asked, anonymous.equals("read")));
            }
        }

        assertThat(wrong).isEmpty();
    }

    private List<String> wrong(RunningGate gate, Asked asked, boolean anybodyReads)
            throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Sender sender : Sender.values()) {
            int status = status(gate, asked, sender);
            if (!isRight(asked, sender, anybodyReads, status)) {
                wrong.add(asked + " by " + sender + ": " + status);
            }
            // So that nobody is held up for failed logins.
            clock.forward(Duration.ofMinutes(1));
        }
        return wrong;
    }

    private int status(RunningGate gate, Asked asked, Sender sender) throws Exception {
        URI url = gate.mount("main", asked.format().key()).resolve(asked.path());
        String[] headers =
                sender == Sender.ANONYMOUS
                        ? new String[0]
                        : new String[] {"Authorization", "Bearer " + tokens.get(sender)};
        return gate.send(asked.method().name(), url, "", headers).statusCode();
    }

    private static boolean isRight(Asked asked, Sender sender, boolean anybodyReads, int status) {
        boolean passed = status != 401 && status != 403 && status < 500;
        if (asked.needs() == Needs.NOTHING) {
            return passed;
        }
        return switch (sender) {
            case EXPIRED, REVOKED, MALFORMED -> status == 401;
            case ANONYMOUS ->
                    (asked.needs() == Needs.TO_READ && anybodyReads) ? passed : status == 401;
            case READ -> asked.needs() == Needs.TO_PUBLISH ? status == 403 : passed;
            case PUBLISH, ADMIN -> passed;
            // A logout is about the sender's own token, whatever the repository.
            case OTHER ->
                    (asked.method() == Method.DELETE && asked.path().contains("token"))
                            ? passed
                            : status == 403;
        };
    }

    @Test
    void everyKindOfRouteIsAskedFor() {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        ASKED.forEach(asked -> kinds.add(format(asked.format()).route(head(asked)).getClass()));

        assertThat(kinds).containsAll(Arrays.asList(Route.class.getPermittedSubclasses()));
    }

    private static Format<?, ?> format(FormatName name) {
        return switch (name) {
            case NPM -> new NpmFormat();
            case PYPI -> new PypiFormat(1, 451);
            case MAVEN -> new MavenFormat(1, 0);
        };
    }

    private static RequestHead head(Asked asked) {
        List<String> segments =
                Arrays.stream(asked.path().split("/", -1)).filter(s -> !s.isEmpty()).toList();
        Target target =
                new Target(segments, asked.path().endsWith("/"), Map.of(), "/" + asked.path());
        return new RequestHead(
                asked.method(),
                target,
                Headers.none(),
                URI.create("http://localhost:4283/"),
                "127.0.0.1");
    }
}
