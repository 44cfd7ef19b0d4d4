package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.server.pgp.SelfSignature.Binding;
import dev.gatehouse.server.pgp.SelfSignature.Revocation;

import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An OpenPGP certificate as its owner's proven statements make it: a primary key, its user ids, its
 * subkeys. Answers what a key was entitled to at a time; pure.
 *
 * @param sources the files that it was found in
 */
record Certificate(
        Component primary,
        List<Identity> identities,
        List<Component> subkeys,
        List<String> sources) {
    /** How the sources begin that are key servers: to be found there makes nobody believed. */
    static final String SERVED = "key server/";

    /** Whether any key ring of the operator has it. */
    boolean isConfigured() {
        return sources.stream().anyMatch(source -> !source.startsWith(SERVED));
    }

    private static final Comparator<Binding> BY_TIME = Comparator.comparing(Binding::from);

    /**
     * A key of the certificate.
     *
     * @param signed somebody said something about it, provably or not: a key without anything is
     *     one whose exporter dropped what it does not need
     */
    record Component(
            PGPPublicKey key,
            Fingerprint fingerprint,
            List<Binding> bindings,
            List<Revocation> revocations,
            boolean signed) {
        Instant createdAt() {
            return key.getCreationTime().toInstant();
        }
    }

    /** A user id. */
    record Identity(String name, List<Binding> bindings, List<Revocation> revocations) {
        /** Its newest statement at that time, unless a later one took it back. */
        Optional<Binding> at(Instant time) {
            return newest(bindings, time).filter(binding -> !isRevoked(binding, time));
        }

        private boolean isRevoked(Binding binding, Instant time) {
            return revocations.stream()
                    .anyMatch(
                            revocation ->
                                    !revocation.from().isAfter(time)
                                            && !revocation.from().isBefore(binding.from()));
        }
    }

    /** What a key was at a time. */
    enum Standing {
        GOOD,
        /** It did not exist yet. */
        UNBORN,
        /** Nothing proves that it belongs to the certificate. */
        UNBOUND,
        /** It belongs to it, but not to sign data. */
        NO_SIGNER,
        EXPIRED,
        RETIRED
    }

    boolean isPrimary(Component key) {
        return key.fingerprint().equals(primary.fingerprint());
    }

    /** What that key could do at that time; a primary key's end ends its subkeys. */
    Standing standing(Component key, Instant time) {
        var owner = primaryAt(time);
        if (owner != Standing.GOOD) {
            return owner;
        }
        if (isPrimary(key)) {
            return primaryUse(time).map(Certificate::maySign).orElse(true)
                    ? Standing.GOOD
                    : Standing.NO_SIGNER;
        }
        if (key.createdAt().isAfter(time)) {
            return Standing.UNBORN;
        }
        var binding = newest(key.bindings(), time);
        if (binding.isEmpty() || !binding.get().crossed()) {
            return Standing.UNBOUND;
        }
        if (isRetired(key, time)) {
            return Standing.RETIRED;
        }
        if (isOver(key, binding.get().lifetime(), time)) {
            return Standing.EXPIRED;
        }
        return maySign(binding.get()) ? Standing.GOOD : Standing.NO_SIGNER;
    }

    private Standing primaryAt(Instant time) {
        if (primary.createdAt().isAfter(time)) {
            return Standing.UNBORN;
        }
        if (statements(time).isEmpty()) {
            return Standing.UNBOUND;
        }
        if (isRetired(primary, time)) {
            return Standing.RETIRED;
        }
        return isOver(primary, lifetime(time), time) ? Standing.EXPIRED : Standing.GOOD;
    }

    /** Whether it was ever bound, whatever became of it. */
    boolean isBound(Component key) {
        boolean owner =
                !primary.bindings().isEmpty()
                        || identities.stream().anyMatch(id -> !id.bindings().isEmpty());
        return owner && (isPrimary(key) || key.bindings().stream().anyMatch(Binding::crossed));
    }

    /** Whether something spoils whatever that key ever signed. */
    boolean isCompromised(Component key) {
        return primary.revocations().stream().anyMatch(Revocation::hard)
                || key.revocations().stream().anyMatch(Revocation::hard);
    }

    /** Whether it, or its primary key, was revoked in any way at any time. */
    boolean isRevoked(Component key) {
        return !primary.revocations().isEmpty() || !key.revocations().isEmpty();
    }

    /** When that key ends, as was known at that time; a primary key's end ends its subkeys. */
    Optional<Instant> expiresAt(Component key, Instant time) {
        var owner = lifetime(time).map(primary.createdAt()::plus);
        if (isPrimary(key)) {
            return owner;
        }
        var own =
                newest(key.bindings(), time).flatMap(Binding::lifetime).map(key.createdAt()::plus);
        return own.isPresent() && owner.filter(own.get()::isAfter).isEmpty() ? own : owner;
    }

    /** The user id to show: the newest that is called primary, else the first that is in force. */
    Optional<String> name(Instant time) {
        Optional<Identity> called =
                identities.stream()
                        .filter(id -> id.at(time).filter(Binding::primary).isPresent())
                        .max(Comparator.comparing(id -> id.at(time).orElseThrow().from()));
        return called.or(
                        () -> identities.stream().filter(id -> id.at(time).isPresent()).findFirst())
                .map(Identity::name);
    }

    /**
     * How long the primary key lives. Said by the newest direct signature if that says anything,
     * else by the newest of the user ids: the order of GnuPG.
     */
    private Optional<Duration> lifetime(Instant time) {
        return newest(primary.bindings(), time)
                .flatMap(Binding::lifetime)
                .or(() -> newestIdentity(time).flatMap(Binding::lifetime));
    }

    private Optional<Binding> primaryUse(Instant time) {
        return newest(primary.bindings(), time)
                .filter(binding -> binding.flags().isPresent())
                .or(() -> newestIdentity(time));
    }

    private Optional<Binding> newestIdentity(Instant time) {
        return identities.stream().flatMap(id -> id.at(time).stream()).max(BY_TIME);
    }

    private Optional<Binding> statements(Instant time) {
        return newest(primary.bindings(), time).or(() -> newestIdentity(time));
    }

    private static Optional<Binding> newest(List<Binding> bindings, Instant time) {
        return bindings.stream().filter(binding -> binding.inForce(time)).max(BY_TIME);
    }

    /** Old keys say nothing about what they may do. */
    private static boolean maySign(Binding said) {
        return said.flags().isEmpty() || (said.flags().getAsInt() & KeyFlags.SIGN_DATA) != 0;
    }

    private static boolean isRetired(Component key, Instant time) {
        return key.revocations().stream().anyMatch(revocation -> !revocation.from().isAfter(time));
    }

    private static boolean isOver(Component key, Optional<Duration> lifetime, Instant time) {
        return lifetime.map(key.createdAt()::plus).filter(end -> !end.isAfter(time)).isPresent();
    }
}
