package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;

import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;

/** A signature to be made: when, by which hash, with which subpackets. */
record Said(Instant at, int hash, Consumer<PGPSignatureSubpacketGenerator> subpackets) {
    static Said at(Instant at) {
        return new Said(at, HashAlgorithmTags.SHA256, subpackets -> {});
    }

    Said hash(int other) {
        return new Said(at, other, subpackets);
    }

    Said with(Consumer<PGPSignatureSubpacketGenerator> more) {
        return new Said(at, hash, subpackets.andThen(more));
    }

    Said flags(int flags) {
        return with(made -> made.setKeyFlags(true, flags));
    }

    /** The key lives that long since its creation. */
    Said lifetime(long seconds) {
        return with(made -> made.setKeyExpirationTime(true, seconds));
    }

    Said reason(int reason) {
        return with(made -> made.setRevocationReason(true, (byte) reason, ""));
    }

    Date date() {
        return Date.from(at);
    }
}
