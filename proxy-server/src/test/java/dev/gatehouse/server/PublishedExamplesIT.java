package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.npm;
import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SetClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The published examples of the rule, over HTTP: the index, and every tarball by its URL. */
final class PublishedExamplesIT {
    private static final String WEB = "cloudsmith_web";
    private static final List<String> VERSIONS = List.of("2.1.1", "2.1.2", "2.1.3");

    private final SetClock clock = new SetClock();
    private final MadeUpRegistry p = new MadeUpRegistry();
    private final MadeUpRegistry v = new MadeUpRegistry();
    private ScriptedUpstream publicIndex;
    private ScriptedUpstream privateIndex;
    private RunningGate gate;
    private Npm npm;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        VERSIONS.forEach(version -> p.add(NpmPackage.of(WEB, version, "P")));
        VERSIONS.subList(0, 2).forEach(version -> v.add(NpmPackage.of(WEB, version, "V")));
        publicIndex = ScriptedUpstream.answering(p);
        privateIndex = ScriptedUpstream.answering(v);
        gate =
                RunningGate.start(
                        directory,
                        npm("p-untrusted", "upstreams:", publicAs("untrusted"))
                                + npm("p-trusted", "upstreams:", publicAs("trusted"))
                                + npm("both", "upstreams:", publicAs("untrusted"), privateOne()),
                        clock);
        npm = new Npm(gate);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        publicIndex.close();
        privateIndex.close();
    }

    private String publicAs(String trust) {
        return upstream("p", publicIndex.url(), trust, "priority: 2");
    }

    private String privateOne() {
        return upstream("v", privateIndex.url(), "trusted", "priority: 1");
    }

    @ParameterizedTest(name = "{0}, published locally: {1}: {2}")
    @CsvSource({
        "both,        true,  2.1.1 L;2.1.2 V",
        "p-untrusted, true,  2.1.1 L",
        "p-untrusted, false, 2.1.1 P;2.1.2 P;2.1.3 P",
        "both,        false, 2.1.1 V;2.1.2 V",
        "p-trusted,   true,  2.1.1 L;2.1.2 P;2.1.3 P",
    })
    void whatIsVisibleAndFromWhere(String repository, boolean local, String expected)
            throws Exception {
        if (local) {
            assertThat(gate.publish(repository, NpmPackage.of(WEB, "2.1.1", "L")).statusCode())
                    .isEqualTo(201);
        }

        List<String> listed = npm.listed(repository, WEB);
        List<String> served = npm.served(repository, WEB, VERSIONS, List.of("P", "V", "L"));

        assertThat(listed).containsExactly(expected.split(";"));
        assertThat(served).containsExactly(expected.split(";"));
    }

    @Test
    void aBlockedSourceIsAskedNothingAndTheAnswerSaysWhoOwnsTheName() throws Exception {
        gate.publish("p-untrusted", NpmPackage.of(WEB, "2.1.1", "L"));

        npm.listed("p-untrusted", WEB);
        var tarball = npm.tarball("p-untrusted", WEB, "2.1.3");
        var version = npm.document("p-untrusted", WEB + "/2.1.3");

        assertThat(tarball.statusCode()).isEqualTo(403);
        assertThat(tarball.body()).contains("Blocked by rule 2: " + WEB + " is owned by local");
        assertThat(version.statusCode()).isEqualTo(403);
        assertThat(publicIndex.requests()).noneMatch(r -> r.target().contains(WEB));
    }

    @Test
    void aNewVersionOfAnUntrustedSourceThatIsAloneComesFromItToo() throws Exception {
        assertThat(npm.listed("p-untrusted", WEB)).hasSize(3);
        p.add(NpmPackage.of(WEB, "2.2.0", "P"));

        npm.later(clock, "p-untrusted", WEB, "2.2.0 P");

        assertThat(npm.served("p-untrusted", WEB, List.of("2.2.0"), List.of("P")))
                .containsExactly("2.2.0 P");
    }

    @Test
    void anUntrustedSourceOfWhichAFileWasServedGoesOnServingAllVersions() throws Exception {
        p.add(NpmPackage.of("shared", "1.0.0", "P"));
        assertThat(npm.served("both", "shared", List.of("1.0.0"), List.of("P"))).hasSize(1);
        v.add(NpmPackage.of("shared", "5.0.0", "V"));
        p.add(NpmPackage.of("shared", "1.1.0", "P"));

        npm.later(clock, "both", "shared", "5.0.0 V");
        npm.later(clock, "both", "shared", "1.1.0 P");
        gate.restart();

        assertThat(npm.listed("both", "shared"))
                .containsExactlyInAnyOrder("1.0.0 P", "1.1.0 P", "5.0.0 V");
        assertThat(npm.served("both", "shared", List.of("1.1.0"), List.of("P"))).hasSize(1);
    }

    @Test
    void anIndexOrAHeadThatWasSeenGivesNoRightToGoOn() throws Exception {
        p.add(NpmPackage.of("seen", "1.0.0", "P"));
        assertThat(npm.listed("p-untrusted", "seen")).containsExactly("1.0.0 P");
        gate.send("HEAD", npm.tarballUrl("p-untrusted", "seen", "1.0.0"), "");

        assertThat(gate.publish("p-untrusted", NpmPackage.of("seen", "0.1.0", "L")).statusCode())
                .isEqualTo(201);

        assertThat(npm.listed("p-untrusted", "seen")).containsExactly("0.1.0 L");
        assertThat(npm.tarball("p-untrusted", "seen", "1.0.0").statusCode()).isEqualTo(403);
    }

    @Test
    void whatATrustedSourceWasSeenToHaveStaysItsOwnWhileItIsDownAndAfterARestart()
            throws Exception {
        assertThat(npm.listed("both", WEB)).containsExactly("2.1.1 V", "2.1.2 V");
        assertThat(npm.served("both", WEB, List.of("2.1.2"), List.of("V"))).hasSize(1);
        privateIndex.close();

        gate.restart();
        clock.forward(Duration.ofHours(2));

        assertThat(npm.listed("both", WEB)).containsExactly("2.1.1 V", "2.1.2 V");
        assertThat(npm.served("both", WEB, List.of("2.1.2"), List.of("V"))).hasSize(1);
        assertThat(npm.tarball("both", WEB, "2.1.3").statusCode()).isIn(403, 503);
        assertThat(publicIndex.requests()).noneMatch(r -> r.target().contains(WEB));
    }

    @Test
    void aChangeOfTrustIsInForceForTheNextRequest() throws Exception {
        p.add(NpmPackage.of("fetched", "9.0.0", "P")).add(NpmPackage.of("listed", "9.0.0", "P"));
        for (String name : List.of("fetched", "listed")) {
            gate.publish("p-trusted", NpmPackage.of(name, "1.0.0", "L"));
            assertThat(npm.listed("p-trusted", name)).contains("9.0.0 P");
        }
        assertThat(npm.served("p-trusted", "fetched", List.of("9.0.0"), List.of("P"))).hasSize(1);

        gate.reload(npm("p-trusted", "upstreams:", publicAs("untrusted")));

        assertThat(npm.listed("p-trusted", "listed")).containsExactly("1.0.0 L");
        assertThat(npm.tarball("p-trusted", "listed", "9.0.0").statusCode()).isEqualTo(403);
        assertThat(npm.listed("p-trusted", "fetched"))
                .containsExactlyInAnyOrder("1.0.0 L", "9.0.0 P");
        gate.reload(npm("p-trusted", "upstreams:", publicAs("trusted")));
        assertThat(npm.listed("p-trusted", "listed")).contains("9.0.0 P");
    }

    @Test
    void inMonitorModeNothingIsBlockedUntilItEnds() throws Exception {
        gate.publish("p-untrusted", NpmPackage.of(WEB, "2.1.1", "L"));
        gate.reload(
                npm("p-untrusted", "enforcement: monitor", "upstreams:", publicAs("untrusted")));

        List<String> monitored = npm.listed("p-untrusted", WEB);
        gate.reload(npm("p-untrusted", "upstreams:", publicAs("untrusted")));
        List<String> enforced = npm.listed("p-untrusted", WEB);

        assertThat(monitored).containsExactly("2.1.1 L", "2.1.2 P", "2.1.3 P");
        assertThat(enforced).containsExactly("2.1.1 L");
    }

    @Test
    void ownedNamesNeverGoToAnUntrustedSource() throws Exception {
        p.add(NpmPackage.of("@acme/ui", "99.0.0", "P"));
        gate.reload(
                npm(
                        "p-untrusted",
                        "owned-names: ['@acme/*']",
                        "upstreams:",
                        publicAs("untrusted")));
        List<Integer> statuses = new ArrayList<>();

        for (String path : List.of("@acme%2fui", "@acme/ui", "@acme/ui/99.0.0")) {
            statuses.add(npm.document("p-untrusted", path).statusCode());
        }
        statuses.add(npm.tarball("p-untrusted", "@acme/ui", "99.0.0").statusCode());

        assertThat(statuses).containsOnly(403);
        assertThat(publicIndex.requests()).isEmpty();
    }
}
