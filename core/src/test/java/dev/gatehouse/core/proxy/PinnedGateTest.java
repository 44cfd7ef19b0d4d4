package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What follows where a package is signed by others than before. */
class PinnedGateTest extends PinnedX {
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
