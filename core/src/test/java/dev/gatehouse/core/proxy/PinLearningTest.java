package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** From what a repository learns who signs a package. */
class PinLearningTest extends PinnedX {
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
}
