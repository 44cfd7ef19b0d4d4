package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.proxy.RuledX.QUARANTINE;
import static dev.gatehouse.core.proxy.RuledX.REGO;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.UnusableKeyException;
import dev.gatehouse.core.store.OwnSignature;
import dev.gatehouse.core.store.StoredFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A repository that signs what is published in it, with signatures beside the files. */
class OwnSigningTest {
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new SealedLineFormat());
        gate.configure(s -> s.signing(true));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private StoredFile stored(String version, String file) throws IOException {
        return gate.metadata
                .releases()
                .file(gate.key("x"), new Version(version), new FileName(file))
                .orElseThrow();
    }

    private Optional<OwnSignature> signature(String version) throws IOException {
        return gate.metadata.signatures().own(stored(version, "x-" + version));
    }

    private static String sealed(int key, String content) {
        return ScriptedSigner.seal(
                "%040X".formatted(key), content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPublicationIsSignedWhenItIsAnsweredAndBothNamesServeTheSignature() throws Exception {
        gate.local("x", "1");

        assertThat(signature("1")).map(OwnSignature::text).contains(sealed(1, "local 1"));
        assertThat(Gate.text(gate.file("x", "1", "x-1.sig"))).isEqualTo(sealed(1, "local 1"));
        assertThat(Gate.text(gate.file("x", "1", "x-1.own.sig"))).isEqualTo(sealed(1, "local 1"));
        assertThat(gate.get("file/x/x-1.sig").status()).isEqualTo(404);
        assertThat(gate.file("x", "2", "x-2.sig").status()).isEqualTo(404);
        assertThat(gate.audit()).contains("SIGNING_KEY key:%040X".formatted(1));
    }

    @Test
    void whatThePublisherHasSignedIsServedAndOursKeepsItsOwnName() throws Exception {
        gate.local("x", "1");

        assertThat(gate.publish("x", "add 1 x-1.sig hers").status()).isEqualTo(201);

        assertThat(Gate.text(gate.file("x", "1", "x-1.sig"))).isEqualTo("hers");
        assertThat(Gate.text(gate.file("x", "1", "x-1.own.sig"))).isEqualTo(sealed(1, "local 1"));
        assertThat(gate.signer.made()).isEqualTo(1);
    }

    @Test
    void nobodyElseCanGiveOurName() throws Exception {
        gate.local("x", "1");

        assertThat(gate.publish("x", "add 1 x-1.own.sig forged").status()).isEqualTo(201);

        assertThat(Gate.text(gate.file("x", "1", "x-1.own.sig"))).isEqualTo(sealed(1, "local 1"));
    }

    @Test
    void theSignatureOfWhatIsHeldBackOrDeletedIsNotServed() throws Exception {
        gate.local("x", "1", "2");
        gate.publish("x", "delete 2");
        assertThat(gate.file("x", "2", "x-2.sig").status()).isEqualTo(404);

        ItemKey one = new ItemKey(gate.key("x"), new Version("1"), Optional.empty());
        gate.services.items().hold(gate.mount(), one, "alice", "looks odd");

        assertThat(gate.file("x", "1", "x-1.sig").status()).isEqualTo(403);
        assertThat(gate.file("x", "1", "x-1.own.sig").status()).isEqualTo(403);
    }

    @Test
    void whatIsFetchedIsNotSigned() throws Exception {
        byte[] bytes = Bodies.of("upstream's");
        ScriptedUpstream upstream = gate.untrusted("P");
        upstream.index("x", Gate.line("1", "x-1", bytes));
        upstream.file("x", "x-1", bytes);
        assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);

        gate.services.backlog().catchUp();

        assertThat(signature("1")).isEmpty();
        assertThat(gate.services.own().and(List.of(), stored("1", "x-1"))).isEmpty();
    }

    @Test
    void withoutAKeyToSealWithNothingIsPublished() throws Exception {
        gate.signer.key = Optional.empty();

        assertThatThrownBy(() -> gate.publish("x", "add 1 x-1 local 1"))
                .isInstanceOf(UnusableKeyException.class);

        assertThat(gate.versions("x")).containsExactly("404");
        assertThat(gate.services.own().keys().all(Gate.REPOSITORY)).isEmpty();
    }

    @Test
    void aCrashAfterTheKeyWasMadeLeavesTheKeyAndNoUnsignedPublication() throws Exception {
        gate.signer.beforeSigning =
                () -> {
                    throw new IllegalStateException("crash");
                };
        assertThatThrownBy(() -> gate.publish("x", "add 1 x-1 local 1"))
                .hasMessageContaining("crash");
        assertThat(gate.versions("x")).containsExactly("404");
        gate.signer.beforeSigning = () -> {};

        gate.local("x", "1");

        assertThat(gate.signer.made()).isEqualTo(1);
        assertThat(signature("1")).map(OwnSignature::text).contains(sealed(1, "local 1"));
    }

    @Test
    void whatWasPublishedBeforeIsSignedOnceForEachConfiguration() throws Exception {
        gate.configure(s -> s.signing(false));
        gate.local("x", "1", "2");
        gate.publish("x", "delete 2");
        gate.services.backlog().catchUp();
        assertThat(gate.signer.made()).isZero();
        assertThat(gate.file("x", "1", "x-1.sig").status()).isEqualTo(404);

        gate.configure(s -> s.signing(true));
        gate.services.backlog().catchUp();
        gate.services.backlog().catchUp();

        assertThat(Gate.text(gate.file("x", "1", "x-1.sig"))).isEqualTo(sealed(1, "local 1"));
        assertThat(gate.metadata.signatures().own(gate.key("x"))).hasSize(1);
    }

    @Test
    void whatWasDeletedWhileItWasSignedGetsNoSignature() throws Exception {
        gate.configure(s -> s.signing(false));
        gate.local("x", "1");
        gate.configure(s -> s.signing(true));
        gate.signer.beforeSigning = () -> deleteUnchecked("1");

        gate.services.backlog().catchUp();

        assertThat(gate.metadata.signatures().own(gate.key("x"))).isEmpty();
    }

    private void deleteUnchecked(String version) {
        try {
            gate.publish("x", "delete " + version);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPublicationDuringWhichSigningIsSwitchedOnIsSignedToo() throws Exception {
        gate.configure(s -> s.signing(false));
        gate.policies.set(policy("on", 1, REGO, QUARANTINE));
        gate.judge.says(
                "on",
                subject -> {
                    gate.configure(s -> s.signing(true));
                    return new Judgement.Passed("{}");
                });

        gate.local("x", "1");

        assertThat(signature("1")).isPresent();
    }

    @Test
    void itIsShownAmongOthersAndCountsForNothing() throws Exception {
        gate.local("x", "1");

        List<Signature> shown = gate.services.own().and(List.of(), stored("1", "x-1"));

        assertThat(shown).singleElement().matches(s -> !s.counts());
        assertThat(shown.getFirst().trust().word()).isEqualTo("repository");
        assertThat(shown.getFirst().type().word()).isEqualTo("repository");
    }
}
