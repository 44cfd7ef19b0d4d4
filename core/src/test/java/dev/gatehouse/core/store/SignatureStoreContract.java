package dev.gatehouse.core.store;

import static dev.gatehouse.core.store.Records.MAIN;
import static dev.gatehouse.core.store.Records.NOON;
import static dev.gatehouse.core.store.Records.NPM;
import static dev.gatehouse.core.store.Records.OTHER;
import static dev.gatehouse.core.store.Records.PUBLIC;
import static dev.gatehouse.core.store.Records.digest;
import static dev.gatehouse.core.store.Records.file;
import static dev.gatehouse.core.store.Records.key;
import static dev.gatehouse.core.store.Records.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.signature.Binding;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KeyGeneration;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.RegistryKey;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.SealedPair;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.Signer;
import dev.gatehouse.core.signature.SigningKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What every {@link MetadataStore} does with what is known of signatures. */
public abstract class SignatureStoreContract {
    private static final PackageKey ACME = key("@acme/ui");
    private static final StoredFile TARBALL = file(ACME, "1.0.0", "p.tgz", PUBLIC);

    private MetadataStore store;

    /** A new, empty store. */
    protected abstract MetadataStore create() throws IOException;

    @BeforeEach
    void createStore() throws IOException {
        store = create();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void aVerdictIsKeptWithAllThatIsKnownAndReplaced() throws IOException {
        StoredVerdict full = verdict(TARBALL, good());
        store.commit(new Change.PutVerdict(full));
        assertThat(store.signatures().verdict(TARBALL)).contains(full);
        assertThat(store.signatures().verdicts(ACME)).containsExactly(full);
        assertThat(store.signatures().verdicts(key("@acme/u"))).isEmpty();

        StoredVerdict absent = verdict(TARBALL, Signature.absent(SignatureType.PGP, NOON));
        store.commit(new Change.PutVerdict(absent));
        assertThat(store.signatures().verdict(TARBALL)).contains(absent);
    }

    @Test
    void aVerdictSaysNothingOfOtherBytes() throws IOException {
        store.commit(new Change.PutVerdict(verdict(TARBALL, good())));
        StoredFile other =
                new StoredFile(
                        TARBALL.key(),
                        TARBALL.version(),
                        TARBALL.file(),
                        TARBALL.owner(),
                        5,
                        Set.of(digest("other")),
                        NOON);

        assertThat(store.signatures().verdict(other)).isEmpty();
    }

    @Test
    void aVerdictGoesWithItsFile() throws IOException {
        store.commit(new Change.PutFile(TARBALL), new Change.PutVerdict(verdict(TARBALL, good())));

        store.commit(new Change.DropFile(ACME, TARBALL.version(), TARBALL.file()));

        assertThat(store.signatures().verdict(TARBALL)).isEmpty();
    }

    @Test
    void allGoesWithTheRepository() throws IOException {
        store.commit(
                new Change.PutVerdict(verdict(TARBALL, good())),
                new Change.PutRegistryKeys(keys()));

        store.commit(new Change.DropRepository(MAIN));

        assertThat(store.signatures().verdict(TARBALL)).isEmpty();
        assertThat(store.signatures().keys(MAIN, NPM, PUBLIC)).isEmpty();
    }

    @Test
    void theKeysOfARegistryAreThoseOfOneUpstreamAndGoWithIt() throws IOException {
        store.commit(new Change.PutRegistryKeys(keys()));
        assertThat(store.signatures().keys(MAIN, NPM, PUBLIC)).contains(keys());
        assertThat(store.signatures().keys(OTHER, NPM, PUBLIC)).isEmpty();
        assertThat(store.signatures().keys(MAIN, NPM, new SourceId("01JOTHERS"))).isEmpty();

        store.commit(new Change.DropUpstream(upstream(MAIN, PUBLIC, "public")));
        assertThat(store.signatures().keys(MAIN, NPM, PUBLIC)).isEmpty();
    }

    @Test
    void theSignersOfAPackageAreKeptEachByItsFingerprintAndGoWithTheRepository()
            throws IOException {
        Fingerprint one = new Fingerprint("AB".repeat(20));
        Fingerprint two = new Fingerprint("CD".repeat(32));
        PinnedSigner learned = PinnedSigner.learned(one, NOON, "1.0/lib.jar");
        PinnedSigner named =
                PinnedSigner.named(
                        two, new PinnedSigner.Acceptance("zoë", "see 42", NOON.plusSeconds(1)));
        store.commit(
                new Change.PutSigner(ACME, learned),
                new Change.PutSigner(ACME, named),
                new Change.PutSigner(key("@acme/u"), named));
        assertThat(store.signatures().signers(ACME).signers()).containsExactly(learned, named);
        assertThat(store.signatures().signers(key("@acme/u")).signers()).containsExactly(named);
        assertThat(store.signatures().signers(key("@acme/uix")).signers()).isEmpty();

        PinnedSigner both = learned.accepted(named.accepted().orElseThrow());
        store.commit(new Change.PutSigner(ACME, both));
        assertThat(store.signatures().signers(ACME).signers()).containsExactly(both, named);

        store.commit(new Change.DropRepository(MAIN));
        assertThat(store.signatures().signers(ACME).signers()).isEmpty();
    }

    @Test
    void ownKeysAreKeptInTheOrderOfTheirMakingAndReplaced() throws IOException {
        SealedPair second = pair("B", NOON.plusSeconds(1));
        SealedPair first = pair("C", NOON);
        store.commit(new Change.PutOwnKey(second), new Change.PutOwnKey(first));
        assertThat(store.signatures().ownKeys(MAIN)).containsExactly(first, second);
        assertThat(store.signatures().ownKeys(OTHER)).isEmpty();

        SealedPair retired = first.with(first.key().retired(NOON.plusSeconds(9)));
        store.commit(new Change.PutOwnKey(retired));
        assertThat(store.signatures().ownKeys(MAIN)).containsExactly(retired, second);

        store.commit(new Change.DropRepository(MAIN));
        assertThat(store.signatures().ownKeys(MAIN)).isEmpty();
    }

    @Test
    void anOwnSignatureIsOfExactlyOneFileAndGoesWithIt() throws IOException {
        OwnSignature signature = own(TARBALL);
        store.commit(new Change.PutFile(TARBALL), new Change.PutOwnSignature(signature));
        assertThat(store.signatures().own(TARBALL)).contains(signature);
        assertThat(store.signatures().own(ACME)).containsExactly(signature);
        assertThat(store.signatures().own(key("@acme/u"))).isEmpty();
        StoredFile other =
                new StoredFile(
                        TARBALL.key(),
                        TARBALL.version(),
                        TARBALL.file(),
                        TARBALL.owner(),
                        5,
                        Set.of(digest("other")),
                        NOON);
        assertThat(store.signatures().own(other)).isEmpty();

        store.commit(new Change.DropFile(ACME, TARBALL.version(), TARBALL.file()));
        assertThat(store.signatures().own(TARBALL)).isEmpty();

        store.commit(new Change.PutOwnSignature(signature), new Change.DropRepository(MAIN));
        assertThat(store.signatures().own(ACME)).isEmpty();
    }

    private static SealedPair pair(String id, Instant at) {
        return new SealedPair(
                MAIN,
                new RepositoryKey(RepositoryKey.Kind.ECDSA, id, "text", at, Optional.empty()),
                "sealed");
    }

    private static OwnSignature own(StoredFile file) {
        return new OwnSignature(
                file.key(),
                file.version(),
                file.file(),
                file.sha256(),
                RepositoryKey.Kind.PGP,
                "AB".repeat(20),
                "-----BEGIN",
                NOON);
    }

    private static StoredRegistryKeys keys() {
        return new StoredRegistryKeys(
                MAIN,
                NPM,
                PUBLIC,
                new RegistryKeys(
                        List.of(
                                new RegistryKey("SHA256:a", "MFk=", Optional.empty()),
                                new RegistryKey("SHA256:b", "MFk=", Optional.of(NOON)))),
                NOON);
    }

    private static StoredVerdict verdict(StoredFile file, Signature signature) {
        return new StoredVerdict(
                file.key(),
                file.version(),
                file.file(),
                file.sha256(),
                Optional.of(digest("signature")),
                Optional.of(
                        new RegistryStatement(
                                "@acme/ui@1.0.0:sha512-x",
                                file.digests(),
                                Optional.of(NOON),
                                List.of(new RegistryStatement.Claim("SHA256:a", "MEU=")))),
                List.of(signature),
                new KeyGeneration("generation 1"),
                NOON,
                Optional.of(NOON.plusSeconds(60)));
    }

    private static Signature good() {
        Fingerprint primary = new Fingerprint("AB".repeat(20));
        return new Signature(
                SignatureStatus.VALID,
                SignatureType.PGP,
                SignatureTrust.KEYRING,
                Optional.of(ReasonCode.OK),
                Optional.of(Signer.pgp(primary, Optional.of("Zoë <zoe@registry.example>"))),
                Optional.of(
                        new SigningKey(
                                "ABABABABABABABAB",
                                Optional.of(new Fingerprint("CD".repeat(20))),
                                Optional.of(primary),
                                Optional.of("rsa"),
                                OptionalInt.of(4096),
                                Optional.of(
                                        new SigningKey.Validity(
                                                NOON,
                                                Optional.of(NOON.plusSeconds(9)),
                                                false,
                                                true,
                                                false,
                                                Binding.SUBKEY)),
                                Optional.of("KEYS"))),
                Optional.of("SHA512"),
                true,
                Optional.of(NOON.minusSeconds(1)),
                NOON,
                "detail");
    }
}
