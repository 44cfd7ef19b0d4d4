package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.store.OwnSignature;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A repository that signs what is published in it, with signatures in the index. */
class OwnIndexSigningTest {
    private static final String KEY = "%040X".formatted(1);

    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new RegistryLineFormat());
        gate.configure(s -> s.signing(true));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    @Test
    void theTextOfTheFormatIsSignedAndStandsInTheIndex() throws Exception {
        gate.local("x", "1");

        var file =
                gate.metadata
                        .releases()
                        .file(gate.key("x"), new Version("1"), new FileName("x-1"))
                        .orElseThrow();
        String text = "x-1:" + file.sha256().hex();
        assertThat(gate.metadata.signatures().own(file))
                .map(OwnSignature::text)
                .contains(ScriptedSigner.seal(KEY, text.getBytes(StandardCharsets.UTF_8)));
        assertThat(Gate.text(gate.index("x"))).contains("signed x-1=" + KEY);
        assertThat(Gate.text(gate.get("local/x"))).contains("signed x-1=" + KEY);
        assertThat(gate.services.own().keys().all(Gate.REPOSITORY))
                .extracting(RepositoryKey::kind)
                .containsExactly(RepositoryKey.Kind.ECDSA);
    }

    @Test
    void aFileWithoutSuchATextIsNotSigned() throws Exception {
        gate.local("bare", "1");

        assertThat(gate.metadata.signatures().own(gate.key("bare"))).isEmpty();
        assertThat(Gate.text(gate.index("bare"))).doesNotContain("signed");
    }

    @Test
    void anIndexThatWasRenderedBeforeShowsALateSignature() throws Exception {
        gate.configure(s -> s.signing(false));
        gate.local("x", "1");
        assertThat(Gate.text(gate.index("x"))).doesNotContain("signed");

        gate.configure(s -> s.signing(true));
        gate.services.backlog().catchUp();

        assertThat(Gate.text(gate.index("x"))).contains("signed x-1=" + KEY);
        assertThat(gate.file("x", "1", "x-1.sig").status()).isEqualTo(404);
    }

    @Test
    void aSignatureOfAFileThatIsListedNoMoreIsNotShown() throws Exception {
        gate.local("x", "1", "2");
        gate.publish("x", "delete 1");
        gate.publish("x", "add 1 x-1-again other");

        assertThat(Gate.text(gate.index("x"))).doesNotContain("x-1=" + KEY);
    }

    @Test
    void aReplacedKeyIsToldWithAnEndThatLeavesTimeForPublicationsUnderWay() throws Exception {
        gate.local("x", "1");
        var owner = new RepositorySigner.Owner(Gate.REPOSITORY, "main");
        gate.services.own().keys().rotate(owner, "alice");

        var told = gate.services.own().keys().forIndex(Gate.REPOSITORY).keys();

        assertThat(told).hasSize(2);
        assertThat(told)
                .filteredOn(k -> k.id().equals(KEY))
                .singleElement()
                .matches(
                        k ->
                                k.expiresAt()
                                        .orElseThrow()
                                        .equals(gate.clock.instant().plus(Duration.ofHours(1))));
        assertThat(told).filteredOn(k -> k.expiresAt().isEmpty()).hasSize(1);
    }

    @Test
    void itIsShownAsOneOfTheRepository() throws Exception {
        gate.local("x", "1");

        var shown = gate.metadata.signatures().own(gate.key("x")).getFirst().judged();

        assertThat(shown.key().orElseThrow().id()).isEqualTo(KEY);
        assertThat(shown.key().orElseThrow().fingerprint()).isEmpty();
        assertThat(shown.counts()).isFalse();
    }
}
