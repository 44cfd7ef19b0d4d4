package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPairGeneratorProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;

/** Makes key pairs of every kind, born when the tests say. */
final class Keys {
    /** When every key of the tests was born. */
    static final Instant BORN = Instant.parse("2015-01-01T00:00:00Z");

    private Keys() {}

    /** The kinds of keys that sign. */
    enum Kind {
        EDDSA(false),
        RSA_2048(false),
        RSA_1024(true),
        DSA_1024(true),
        DSA_2048(false),
        NIST_P256(false),
        NIST_P384(false),
        BRAINPOOL_P256(false),
        ED25519(false),
        ED448(false),
        ED25519_V6(false);

        private final boolean weak;

        Kind(boolean weak) {
            this.weak = weak;
        }

        boolean isWeak() {
            return weak;
        }

        /** What GnuPG 2.2 has never heard of. */
        boolean isNew() {
            return this == ED25519 || this == ED448 || this == ED25519_V6;
        }
    }

    static PGPKeyPair make(Kind kind) {
        return make(kind, BORN);
    }

    static PGPKeyPair make(Kind kind, Instant born) {
        int version =
                kind == Kind.ED25519_V6 ? PublicKeyPacket.VERSION_6 : PublicKeyPacket.VERSION_4;
        var generator = new BcPGPKeyPairGeneratorProvider().get(version, Date.from(born));
        try {
            return switch (kind) {
                case EDDSA -> generator.generateLegacyEd25519KeyPair();
                case RSA_2048 -> generator.generateRsaKeyPair(2048);
                case RSA_1024 -> generator.generateRsaKeyPair(1024);
                case DSA_1024 -> dsa(1024, born);
                case DSA_2048 -> dsa(2048, born);
                case NIST_P256 -> generator.generateNistP256ECDSAKeyPair();
                case NIST_P384 -> generator.generateNistP384ECDSAKeyPair();
                case BRAINPOOL_P256 -> generator.generateBrainpoolP256r1ECDSAKeyPair();
                case ED25519, ED25519_V6 -> generator.generateEd25519KeyPair();
                case ED448 -> generator.generateEd448KeyPair();
            };
        } catch (PGPException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK knows parameters for these lengths; making new ones takes seconds. */
    private static PGPKeyPair dsa(int bits, Instant born)
            throws NoSuchAlgorithmException, PGPException {
        var generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(bits);
        return new JcaPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.DSA,
                generator.generateKeyPair(),
                Date.from(born));
    }

    /** The subkey's form of a key pair. */
    static PGPKeyPair asSubkey(PGPKeyPair pair) {
        try {
            return pair.asSubkey(new BcKeyFingerprintCalculator());
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }
}
