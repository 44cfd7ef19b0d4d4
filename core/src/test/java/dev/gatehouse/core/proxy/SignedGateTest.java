package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Where a signature is required, no byte leaves before it was found good. */
class SignedGateTest {
    private static final byte[] BYTES = Bodies.of("the file");
    private static final String PATH = "files/x/x-1.sig";

    private final SealedLineFormat format = new SealedLineFormat();
    private Gate gate;
    private ScriptedUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(format);
        upstream = gate.untrusted("P");
        upstream.index("x", Gate.line("1", "x-1", BYTES)).file("x", "x-1", BYTES);
        gate.policies.set(
                policy(
                        "signed",
                        1,
                        new PolicyRule.RequireSigned(),
                        state(PackageState.QUARANTINED)));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private int file() throws Exception {
        return gate.file("x", "1", "x-1").status();
    }

    private void pass() throws Exception {
        while (gate.services.policies().pass().runIfDue()) {}
    }

    @Test
    void aSignedFileIsServedWithItsSignatureBesideIt() throws Exception {
        upstream.file("x", "x-1.sig", Seals.seal("K", BYTES));

        assertThat(file()).isEqualTo(200);

        assertThat(gate.metadata.files(gate.key("x")))
                .extracting(f -> f.file().value())
                .containsExactlyInAnyOrder("x-1", "x-1.sig");
        assertThat(upstream.asked(PATH)).isEqualTo(1);
    }

    @Test
    void anUnsignedFileIsRefusedWithThatReason() throws Exception {
        Response refused = gate.file("x", "1", "x-1");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(Gate.text(refused)).contains("x-1 is not signed (absent)");
        assertThat(gate.provenance("x")).isEmpty();
    }

    @Test
    void aForgedSignatureIsRefused() throws Exception {
        upstream.file("x", "x-1.sig", Seals.seal("K", Bodies.of("another file")));

        Response refused = gate.file("x", "1", "x-1");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(Gate.text(refused)).contains("bad_signature");
    }

    @Test
    void whileItIsNotKnownNothingIsServedAndNothingIsDecided() throws Exception {
        for (UpstreamReply silent :
                List.of(
                        new UpstreamReply.Refused(401, "answered 401"),
                        new UpstreamReply.Refused(403, "answered 403"),
                        new UpstreamReply.Refused(429, "answered 429"),
                        new UpstreamReply.Broken("answered 503"),
                        new UpstreamReply.Broken("timed out"))) {
            upstream.next(PATH, r -> silent);
            assertThat(file()).as(silent.toString()).isEqualTo(503);
        }
        upstream.file("x", "x-1.sig", Seals.seal("K", BYTES));

        assertThat(file()).isEqualTo(200);
    }

    @Test
    void whatOnlyPassesIsHeldToTheSame() throws Exception {
        gate.change("P", u -> Knobs.mode(u, Mode.PROXY_ONLY, true));
        assertThat(file()).isEqualTo(403);

        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
    }

    @Test
    void aNewKeyReleasesAndALostKeyTakesBack() throws Exception {
        upstream.file("x", "x-1.sig", Seals.seal("L", BYTES));
        assertThat(file()).isEqualTo(403);
        pass();
        upstream.down();

        format.seals.add("L");
        gate.services.signatures().refresh();
        pass();
        assertThat(file()).isEqualTo(200);

        format.seals.remove("L");
        gate.services.signatures().refresh();
        pass();
        assertThat(file()).isEqualTo(403);
    }

    @Test
    void aFileThatCameBeforeAnybodyLookedIsHeldBackOnceItsSignatureIsRequired() throws Exception {
        gate.policies.set();
        format.seals.wanted = false;
        assertThat(file()).isEqualTo(200);
        pass();

        format.seals.wanted = true;
        gate.policies.set(
                policy(
                        "signed",
                        1,
                        new PolicyRule.RequireSigned(),
                        state(PackageState.QUARANTINED)));
        pass();

        assertThat(file()).isEqualTo(403);
    }

    @Test
    void aFileThatCameBeforeIsNotServedWhileNobodyTellsWhetherItIsSigned() throws Exception {
        gate.policies.set();
        format.seals.wanted = false;
        assertThat(file()).isEqualTo(200);
        pass();
        upstream.down();

        format.seals.wanted = true;
        gate.policies.set(
                policy(
                        "signed",
                        1,
                        new PolicyRule.RequireSigned(),
                        state(PackageState.QUARANTINED)));
        pass();

        assertThat(file()).isEqualTo(403);
        upstream.up().file("x", "x-1.sig", Seals.seal("K", BYTES));
        gate.clock.advance(Duration.ofMinutes(1));
        assertThat(file()).isEqualTo(200);
    }

    @Test
    void aPushIsHeldBackUntilItsSignatureComes() throws Exception {
        byte[] hello = Bodies.of("hello");
        gate.publish("y", "add 1 y-1 hello");
        assertThat(gate.file("y", "1", "y-1").status()).isEqualTo(403);

        String seal = new String(Seals.seal("K", hello), StandardCharsets.UTF_8);
        assertThat(gate.publish("y", "add 1 y-1.sig " + seal).status()).isEqualTo(201);

        assertThat(gate.file("y", "1", "y-1").status()).isEqualTo(200);
    }
}
