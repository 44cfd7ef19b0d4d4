package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who signed a package before, and what follows when that is another. */
class PinnedGateTest {
    private static final PackageName X = LineFormat.named("x");

    private final SealedLineFormat format = new SealedLineFormat();
    private Gate gate;
    private ScriptedUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        format.seals.wanted = false;
        for (String key : List.of("K/2", "L", "~S")) {
            format.seals.add(key);
        }
        gate = new Gate(format);
        upstream = gate.untrusted("P");
        upstream.index(
                "x",
                String.join(
                        "\n",
                        Gate.line("1", "x-1", bytes(1)),
                        Gate.line("2", "x-2", bytes(2)),
                        Gate.line("3", "x-3", bytes(3))));
        for (int version = 1; version <= 3; version++) {
            upstream.file("x", "x-" + version, bytes(version));
        }
        pinning(Pinning.HOLD);
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private static byte[] bytes(int version) {
        return Bodies.of("the file of " + version);
    }

    private void pinning(Pinning mode) {
        gate.configure(s -> Knobs.pinning(s, mode));
    }

    private void signed(int version, String key) {
        upstream.file("x", "x-" + version + ".sig", Seals.seal(key, bytes(version)));
    }

    private int file(int version) throws Exception {
        return gate.file("x", Integer.toString(version), "x-" + version).status();
    }

    private void pass() throws Exception {
        while (gate.services.policies().pass().runIfDue()) {}
    }

    private List<String> signers() throws Exception {
        return gate.metadata.signatures().signers(gate.key("x")).signers().stream()
                .map(s -> s.fingerprint().hex())
                .toList();
    }

    private static String fingerprint(String key) {
        return Seals.fingerprint(key).hex();
    }

    private List<String> alarms() throws Exception {
        return gate.metadata.audit().list(Optional.empty(), 1000).stream()
                .filter(e -> e.kind() == AuditEvent.Kind.SIGNER)
                .map(e -> e.details().get("action") + " " + e.details().get("version"))
                .toList()
                .reversed();
    }

    private void accept(String key) throws Exception {
        gate.services
                .signers()
                .accept(gate.mount(), X, Seals.fingerprint(key), "alice", "she called");
    }

    @Test
    void anAcceptedFileTeachesItsSignerAndASubkeyOfItIsKnown() throws Exception {
        signed(1, "K");
        signed(2, "K/2");

        assertThat(file(1)).isEqualTo(200);
        assertThat(file(2)).isEqualTo(200);

        assertThat(gate.metadata.signatures().signers(gate.key("x")).signers())
                .containsExactly(
                        PinnedSigner.learned(
                                Seals.fingerprint("K"), gate.clock.instant(), "1/x-1"));
    }

    @Test
    void anotherSignerIsHeldBackAndTeachesNothing() throws Exception {
        signed(1, "K");
        signed(2, "L");
        file(1);

        Response refused = gate.file("x", "2", "x-2");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(Gate.text(refused)).contains("pinning", "x-2 is signed by " + fingerprint("L"));
        assertThat(signers()).containsExactly(fingerprint("K"));
        assertThat(alarms()).containsExactly("changed 2");
        assertThat(gate.events.count("signer CHANGED")).isEqualTo(1);
        assertThat(gate.versions("x")).containsExactly("1 P", "3 P");
    }

    @Test
    void whatIsNotSignedAnyMoreIsHeldBack() throws Exception {
        signed(1, "K");
        file(1);

        assertThat(file(2)).isEqualTo(403);
        assertThat(alarms()).containsExactly("lost 2");
    }

    @Test
    void whatNobodyEverSignedIsServedAndHasLostNothingLater() throws Exception {
        assertThat(file(1)).isEqualTo(200);
        gate.clock.advance(Duration.ofMinutes(1));
        signed(2, "K");
        assertThat(file(2)).isEqualTo(200);
        pass();

        assertThat(file(1)).isEqualTo(200);
    }

    @Test
    void whileItIsNotKnownNothingIsServedAndNothingIsDecided() throws Exception {
        upstream.next("files/x/x-1.sig", r -> new UpstreamReply.Broken("answered 500"));
        assertThat(file(1)).isEqualTo(503);
        signed(1, "K");
        assertThat(file(1)).isEqualTo(200);

        upstream.next("files/x/x-2.sig", r -> new UpstreamReply.Broken("answered 500"));
        assertThat(file(2)).isEqualTo(503);
        signed(2, "L");

        assertThat(file(2)).isEqualTo(403);
    }

    @Test
    void whoIsAcceptedSetsFreeWhatWasHeldAndIsTrustedFromThenOn() throws Exception {
        signed(1, "K");
        signed(2, "~S");
        signed(3, "~S");
        file(1);
        assertThat(file(2)).isEqualTo(403);
        upstream.down();

        accept("~S");

        assertThat(file(2)).isEqualTo(200);
        assertThat(signers()).containsExactly(fingerprint("K"), fingerprint("~S"));
        assertThat(alarms()).containsExactly("changed 2", "accept null");
    }

    @Test
    void acceptingTwiceWritesOneEntryAndStillJudgesAgain() throws Exception {
        signed(1, "K");
        file(1);
        accept("K");
        accept("K");

        PinnedSigner known = gate.metadata.signatures().signers(gate.key("x")).signers().getFirst();
        assertThat(known.learnedFrom()).contains("1/x-1");
        assertThat(known.accepted().orElseThrow().by()).isEqualTo("alice");
        assertThat(alarms()).containsExactly("accept null");
        assertThat(gate.services.signers().known(gate.mount(), X).accepted()).hasSize(1);
    }

    @Test
    void aKeyThatIsNotBelievedIsRememberedButMakesNothingSigned() throws Exception {
        signed(1, "~S");
        assertThat(file(1)).isEqualTo(200);
        assertThat(signers()).containsExactly(fingerprint("~S"));

        gate.policies.set(
                policy(
                        "signed",
                        1,
                        new PolicyRule.RequireSigned(),
                        state(PackageState.QUARANTINED)));
        pass();
        assertThat(file(1)).isEqualTo(403);

        accept("~S");
        assertThat(file(1)).isEqualTo(200);
    }

    @Test
    void aWarningServesAndRaisesOneAlarmAndNeverLearns() throws Exception {
        pinning(Pinning.WARN);
        signed(1, "K");
        signed(2, "L");
        file(1);

        assertThat(file(2)).isEqualTo(200);
        assertThat(file(2)).isEqualTo(200);
        pass();

        assertThat(alarms()).containsExactly("changed 2");
        assertThat(signers()).containsExactly(fingerprint("K"));

        pinning(Pinning.HOLD);
        pass();
        assertThat(file(2)).isEqualTo(403);
        pinning(Pinning.WARN);
        pass();
        assertThat(file(2)).isEqualTo(200);
    }

    @Test
    void offNothingIsLookedForAndWhatIsStoredTeachesOnceItIsOn() throws Exception {
        pinning(Pinning.OFF);
        signed(1, "K");
        signed(2, "L");
        assertThat(file(1)).isEqualTo(200);
        assertThat(upstream.asked("files/x/x-1.sig")).isZero();

        pinning(Pinning.HOLD);
        pass();
        assertThat(signers()).containsExactly(fingerprint("K"));
        assertThat(file(2)).isEqualTo(403);

        pinning(Pinning.OFF);
        pass();
        assertThat(file(2)).isEqualTo(200);
    }

    @Test
    void whatOnlyPassesTeachesAndIsHeldToTheSame() throws Exception {
        gate.change("P", u -> Knobs.mode(u, Mode.PROXY_ONLY, true));
        signed(1, "K");
        signed(2, "L");

        assertThat(file(1)).isEqualTo(200);
        assertThat(file(2)).isEqualTo(403);

        assertThat(signers()).containsExactly(fingerprint("K"));
    }

    @Test
    void aSignerWhoseKeyIsLostIsLostAndComesBackWithIt() throws Exception {
        signed(1, "K");
        file(1);

        format.seals.remove("K");
        gate.services.signatures().refresh();
        pass();
        assertThat(file(1)).isEqualTo(403);

        format.seals.add("K");
        gate.services.signatures().refresh();
        pass();
        assertThat(file(1)).isEqualTo(200);
    }

    @Test
    void aKeyThatComesLateTeachesFromWhatIsStored() throws Exception {
        signed(1, "late");
        assertThat(file(1)).isEqualTo(200);
        assertThat(signers()).isEmpty();

        format.seals.add("late");
        gate.services.signatures().refresh();
        pass();

        assertThat(signers()).containsExactly(fingerprint("late"));
    }

    @Test
    void anExemptionLetsOneVersionThroughAndTeachesNothing() throws Exception {
        signed(1, "K");
        signed(2, "L");
        file(1);
        gate.policies.set(
                List.of(
                        new Exemption(
                                "e1",
                                X,
                                new Version("2"),
                                "alice",
                                "see 42",
                                gate.clock.instant(),
                                gate.clock.instant().plus(Duration.ofDays(1)))));

        assertThat(file(2)).isEqualTo(200);
        assertThat(signers()).containsExactly(fingerprint("K"));
    }

    @Test
    void whatAnotherPolicyRefusesTeachesNothing() throws Exception {
        gate.judge.matches("no", "not this one");
        gate.policies.set(
                policy("no", 1, new PolicyRule.Rego(""), state(PackageState.QUARANTINED)));
        signed(1, "L");
        assertThat(file(1)).isEqualTo(403);
        assertThat(signers()).isEmpty();

        gate.policies.set();
        pass();
        // nobody has a right to the name by having been refused
        assertThat(signers()).isEmpty();
        signed(2, "K");
        assertThat(file(2)).isEqualTo(200);
        assertThat(signers()).containsExactly(fingerprint("K"));
    }

    @Test
    void whatATrustedSourceHasTeachesOnceItIsFree() throws Exception {
        ScriptedUpstream trusted = gate.trusted("T");
        trusted.index("y", Gate.line("1", "y-1", bytes(7))).file("y", "y-1", bytes(7));
        trusted.file("y", "y-1.sig", Seals.seal("K", bytes(7)));
        gate.judge.matches("no", "not this one");
        gate.policies.set(
                policy("no", 1, new PolicyRule.Rego(""), state(PackageState.QUARANTINED)));
        assertThat(gate.file("y", "1", "y-1").status()).isEqualTo(403);

        gate.policies.set();
        pass();

        assertThat(gate.metadata.signatures().signers(gate.key("y")).fingerprints())
                .containsExactly(Seals.fingerprint("K"));
    }

    @Test
    void whereARegistrySignsThereIsNobodyToPin() throws Exception {
        try (Gate other = new Gate(new RegistryLineFormat())) {
            other.configure(s -> Knobs.pinning(s, Pinning.HOLD));

            assertThat(SignerService.isPossible(other.mount())).isFalse();
            assertThat(SignerPins.isOn(other.mount())).isFalse();
            assertThat(SignerPins.policy(other.mount())).isEmpty();
        }
        assertThat(SignerService.isPossible(gate.mount())).isTrue();
    }
}
