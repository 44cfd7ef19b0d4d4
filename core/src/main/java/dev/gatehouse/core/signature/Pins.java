package dev.gatehouse.core.signature;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The signers of a package that are known. What follows from them is pure. OpenPGP alone has
 * signers to pin: a registry signs everything that it holds, whoever published it.
 *
 * @param signers in the order in which they were first seen
 */
public record Pins(List<PinnedSigner> signers) {
    /** Nobody is known. */
    public static final Pins NONE = new Pins(List.of());

    public Pins {
        signers =
                signers.stream()
                        .sorted(
                                Comparator.comparing(PinnedSigner::firstSeen)
                                        .thenComparing(s -> s.learnedFrom().isEmpty())
                                        .thenComparing(PinnedSigner::fingerprint))
                        .toList();
    }

    /** When the first of them was seen. */
    public Optional<Instant> firstSeen() {
        return signers.stream().map(PinnedSigner::firstSeen).findFirst();
    }

    public List<Fingerprint> fingerprints() {
        return signers.stream().map(PinnedSigner::fingerprint).toList();
    }

    /** The one of that fingerprint. */
    public Optional<PinnedSigner> find(Fingerprint fingerprint) {
        return signers.stream().filter(s -> s.fingerprint().equals(fingerprint)).findFirst();
    }

    /** Those for whom a person vouches: their signatures are trusted. */
    public Set<Fingerprint> accepted() {
        return signers.stream()
                .filter(s -> s.accepted().isPresent())
                .map(PinnedSigner::fingerprint)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * How a file stands to them. Nobody vouches for a new signer by signing beside it: anybody can
     * put a second signature beside a known one.
     *
     * @param signatures of the file, judged
     * @param storedAt when the file came: one that came unsigned before anybody was known has lost
     *     nothing
     * @return empty where there is nothing to say: it is not signed and never was, or it is not
     *     known whether it is
     */
    public Optional<PinState> state(List<Signature> signatures, Instant storedAt) {
        Set<Fingerprint> by = provenBy(signatures);
        if (!by.isEmpty()) {
            return Optional.of(signers.isEmpty() ? PinState.FIRST_USE : state(by));
        }
        if (signers.isEmpty() || isInDoubt(signatures) || isOlder(signatures, storedAt)) {
            return Optional.empty();
        }
        return Optional.of(PinState.LOST);
    }

    private PinState state(Set<Fingerprint> by) {
        List<PinnedSigner> found =
                signers.stream().filter(s -> by.contains(s.fingerprint())).toList();
        if (found.isEmpty()) {
            return PinState.CHANGED;
        }
        boolean known = found.stream().anyMatch(s -> s.learnedFrom().isPresent() || isFirst(s));
        return known ? PinState.KNOWN : PinState.ROTATED;
    }

    private boolean isFirst(PinnedSigner signer) {
        return signers.getFirst().equals(signer);
    }

    /** Nobody could look, or there was nothing to look at, before the first signer was known. */
    private boolean isOlder(List<Signature> signatures, Instant storedAt) {
        return firstSeen().filter(storedAt::isBefore).isPresent()
                && signatures.stream()
                        .filter(s -> s.type() != SignatureType.REPOSITORY)
                        .map(Signature::status)
                        .allMatch(
                                s ->
                                        s == SignatureStatus.ABSENT
                                                || s == SignatureStatus.UNVERIFIED);
    }

    /** Whether nobody has provably signed a file, and somebody who should know did not answer. */
    public static boolean isInDoubt(List<Signature> signatures) {
        return provenBy(signatures).isEmpty()
                && signatures.stream().anyMatch(s -> s.status() == SignatureStatus.ERROR);
    }

    /** The owners of keys that provably signed a file, believed or not. */
    public static Set<Fingerprint> provenBy(List<Signature> signatures) {
        return signatures.stream()
                .filter(s -> s.type() == SignatureType.PGP)
                .filter(s -> s.status() == SignatureStatus.VALID)
                .flatMap(s -> s.signer().stream())
                .map(signer -> new Fingerprint(signer.id()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
