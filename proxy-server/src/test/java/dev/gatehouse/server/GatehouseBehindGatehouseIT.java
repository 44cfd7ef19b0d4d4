package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.MavenEcosystem;
import dev.gatehouse.server.testing.NpmEcosystem;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SetClock;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A second Gatehouse as the trusted upstream of a first: what it has is taken as it renders it. */
final class GatehouseBehindGatehouseIT {
    private static final String MARKER = "published-behind";

    static Stream<Ecosystem> ecosystems() {
        return Stream.of(new NpmEcosystem(), new MavenEcosystem());
    }

    @ParameterizedTest
    @MethodSource("ecosystems")
    void whatIsPublishedBehindIsServedInFrontAndKeepsThePublicOneOut(
            Ecosystem format, @TempDir Path directory) throws Exception {
        String name = format.name("inner");
        Shelf squatted = new Shelf().add(name, "99.0.0", "squatted");
        try (var publicIndex = ScriptedUpstream.answering(format.registry(squatted));
                var behind = start(directory.resolve("behind"), format, "")) {
            format.publish(behind, "main", new Shelf.Item(name, "1.0.0", MARKER));
            URI private1 = behind.mount("main", format.format());
            try (var front =
                    start(
                            directory.resolve("front"),
                            format,
                            upstream("behind", format.upstream(private1), "trusted")
                                    + upstream(
                                            "public",
                                            format.upstream(publicIndex.url()),
                                            "untrusted"))) {
                URI mount = front.mount("main", format.format());

                HttpResponse<String> index = front.get(format.index(mount, name));
                HttpResponse<String> file = front.get(format.file(mount, name, "1.0.0"));
                HttpResponse<String> hidden = front.get(format.file(mount, name, "99.0.0"));

                assertThat(format.versions(index)).containsExactly("1.0.0");
                assertThat(index.body()).doesNotContain(private1.getAuthority());
                assertThat(file.body()).contains(MARKER);
                assertThat(hidden.statusCode()).isEqualTo(403);
                for (URI companion : format.companions(mount, name, "1.0.0")) {
                    assertThat(front.get(companion).statusCode())
                            .as(companion.toString())
                            .isIn(200, 404);
                }
                assertThat(publicIndex.requests()).isEmpty();
            }
        }
    }

    private static String upstream(String name, URI url, String trust) {
        return RunningGate.upstream(name, url, trust);
    }

    private static RunningGate start(Path directory, Ecosystem format, String upstreams)
            throws Exception {
        String head = upstreams.isEmpty() ? "upstreams: []" : "upstreams:";
        return RunningGate.start(
                directory,
                RunningGate.block("main", format.format(), head, upstreams),
                new SetClock());
    }
}
