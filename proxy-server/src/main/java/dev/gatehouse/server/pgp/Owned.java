package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.server.pgp.Certificate.Component;
import dev.gatehouse.server.pgp.SelfSignature.Binding;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * A key and the certificate that it lies in.
 *
 * @param vouching what stands in for the owner's own signatures
 */
record Owned(Certificate certificate, Component key, Vouching vouching) {
    /** Why a key without its owner's signatures is good all the same. */
    enum Vouching {
        /** It is not: its own signatures decide. */
        NONE,
        /** Somebody here named its primary key by fingerprint. */
        PRIMARY,
        /** Somebody here named that very subkey; nothing ties it to its primary key. */
        ALONE
    }

    static Owned of(Certificate certificate, Component key) {
        return new Owned(certificate, key, Vouching.NONE);
    }

    /**
     * The same key, believed without signatures where somebody named it: Gradle exports its keys
     * without what their owners signed. Only where the owner's signatures are missing, never where
     * they are wrong.
     *
     * @param named whether a fingerprint is pinned or stands in a map for the package
     */
    Owned vouched(Predicate<Fingerprint> named) {
        if (certificate.primary().signed()) {
            return this;
        }
        if (!certificate.isPrimary(key) && !key.signed()) {
            return named.test(key.fingerprint()) ? alone() : this;
        }
        boolean any =
                named.test(key.fingerprint()) || named.test(certificate.primary().fingerprint());
        if (!any) {
            return this;
        }
        var primary = believed(certificate.primary());
        return new Owned(
                with(primary), certificate.isPrimary(key) ? primary : key, Vouching.PRIMARY);
    }

    private Owned alone() {
        return new Owned(with(believed(certificate.primary())), believed(key), Vouching.ALONE);
    }

    private Certificate with(Component primary) {
        return new Certificate(
                primary, certificate.identities(), certificate.subkeys(), certificate.sources());
    }

    private static Component believed(Component bare) {
        var binding =
                new Binding(
                        bare.createdAt(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        true,
                        false);
        return new Component(
                bare.key(), bare.fingerprint(), List.of(binding), bare.revocations(), false);
    }

    /** What speaks for the key: its own fingerprint, and its primary key's if it is bound to it. */
    List<Fingerprint> names() {
        return vouching == Vouching.ALONE || !certificate.isBound(key)
                ? List.of(key.fingerprint())
                : List.of(key.fingerprint(), certificate.primary().fingerprint());
    }
}
