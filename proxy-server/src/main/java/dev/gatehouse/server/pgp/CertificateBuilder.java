package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.server.pgp.Certificate.Component;
import dev.gatehouse.server.pgp.Certificate.Identity;
import dev.gatehouse.server.pgp.SelfSignature.Binding;
import dev.gatehouse.server.pgp.SelfSignature.Revocation;

import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.RevocationKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Gathers all that is proven about one certificate from as many copies of it as there are. What one
 * copy has and another lacks is kept: statements only ever add up, so no copy can lose a
 * revocation.
 */
final class CertificateBuilder {
    private static final int MOST_NAME = 256;

    private final PGPPublicKey primary;
    private final SelfSignatureCheck check;
    private final Said about = new Said();
    private final Map<String, Said> identities = new LinkedHashMap<>();
    private final Map<Fingerprint, Said> subkeys = new LinkedHashMap<>();
    private final Map<Fingerprint, PGPPublicKey> subkeyMaterial = new LinkedHashMap<>();
    private final Set<String> sources = new TreeSet<>();
    private final Set<Fingerprint> revokers = new LinkedHashSet<>();
    private final List<PGPSignature> foreignRevocations = new ArrayList<>();

    /** For the certificate with that primary key. */
    CertificateBuilder(PGPPublicKey primary) {
        this.primary = primary;
        this.check = new SelfSignatureCheck(primary);
    }

    /** Takes what a copy says. */
    void add(PGPPublicKeyRing copy, String source) {
        sources.add(source);
        addPrimary(copy.getPublicKey());
        for (PGPPublicKey key : copy) {
            if (!key.isMasterKey()) {
                addSubkey(key);
            }
        }
    }

    private void addPrimary(PGPPublicKey copy) {
        each(copy.getKeySignatures(), this::addDirect);
        for (Iterator<byte[]> ids = copy.getRawUserIDs(); ids.hasNext(); ) {
            byte[] id = ids.next();
            var said = identities.computeIfAbsent(name(id), name -> new Said());
            each(copy.getSignaturesForID(id), signature -> addIdentity(said, signature, id));
        }
    }

    private void addIdentity(Said said, PGPSignature signature, byte[] id) {
        about.signed = true;
        if (check.isOwn(signature)) {
            check.identity(signature, id).ifPresent(said::add);
        }
    }

    /** Takes a statement about the primary key, from a copy or by itself (a revocation). */
    boolean addDirect(PGPSignature signature) {
        about.signed = true;
        if (!check.isOwn(signature)) {
            if (signature.getSignatureType() == PGPSignature.KEY_REVOCATION) {
                foreignRevocations.add(signature);
            }
            return false;
        }
        var said = check.direct(signature);
        said.ifPresent(
                statement -> {
                    about.add(statement);
                    noteRevokers(signature);
                });
        return said.isPresent();
    }

    @SuppressWarnings("deprecation") // Deprecated for those who make keys; old keys have them.
    private void noteRevokers(PGPSignature signature) {
        if (signature.getHashedSubPackets() == null) {
            return;
        }
        for (var subpacket :
                signature
                        .getHashedSubPackets()
                        .getSubpackets(SignatureSubpacketTags.REVOCATION_KEY)) {
            fingerprint(((RevocationKey) subpacket).getFingerprint()).ifPresent(revokers::add);
        }
    }

    private void addSubkey(PGPPublicKey copy) {
        fingerprint(copy.getFingerprint())
                .ifPresent(
                        fingerprint -> {
                            subkeyMaterial.putIfAbsent(fingerprint, copy);
                            var said = subkeys.computeIfAbsent(fingerprint, added -> new Said());
                            each(
                                    copy.getSignatures(),
                                    signature -> {
                                        said.signed = true;
                                        check.subkey(signature, copy).ifPresent(said::add);
                                    });
                        });
    }

    PGPPublicKey primary() {
        return primary;
    }

    /** The keys that this one's owner named as able to revoke it. */
    Set<Fingerprint> revokers() {
        return revokers;
    }

    /** Takes revocations by a key that its owner named for this; others are not believed. */
    void revokeBy(PGPPublicKey revoker) {
        for (var signature : foreignRevocations) {
            check.revocation(signature, revoker).ifPresent(about::add);
        }
    }

    /** All that is known now. */
    Certificate build() {
        var owner = component(primary, fingerprint(primary.getFingerprint()).orElseThrow(), about);
        var others = new ArrayList<Component>();
        subkeys.forEach(
                (fingerprint, said) ->
                        others.add(
                                component(
                                        subkeyMaterial.getOrDefault(fingerprint, primary),
                                        fingerprint,
                                        said)));
        var names = new ArrayList<Identity>();
        identities.forEach(
                (name, said) ->
                        names.add(
                                new Identity(
                                        name,
                                        List.copyOf(said.bindings),
                                        List.copyOf(said.revocations))));
        return new Certificate(
                owner, List.copyOf(names), List.copyOf(others), List.copyOf(sources));
    }

    private static Component component(PGPPublicKey key, Fingerprint fingerprint, Said said) {
        return new Component(
                key,
                fingerprint,
                List.copyOf(said.bindings),
                List.copyOf(said.revocations),
                said.signed);
    }

    /** Absent for keys of version 3, whose fingerprint is an MD5. */
    static Optional<Fingerprint> fingerprint(byte[] raw) {
        return raw.length == 20 || raw.length == 32
                ? Optional.of(Fingerprint.of(raw))
                : Optional.empty();
    }

    /** A user id as text on one line: its owner may have written anything. */
    private static String name(byte[] id) {
        var text = new String(id, StandardCharsets.UTF_8).replaceAll("\\p{C}", " ").strip();
        return text.length() <= MOST_NAME ? text : text.substring(0, MOST_NAME);
    }

    private static void each(Iterator<PGPSignature> signatures, Consumer<PGPSignature> taker) {
        signatures.forEachRemaining(taker);
    }

    /** What was proven about one key or user id. */
    private static final class Said {
        private final Collection<Binding> bindings = new LinkedHashSet<>();
        private final Collection<Revocation> revocations = new LinkedHashSet<>();
        private boolean signed;

        void add(SelfSignature statement) {
            switch (statement) {
                case Binding binding -> bindings.add(binding);
                case Revocation revocation -> revocations.add(revocation);
            }
        }
    }
}
