package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.SignatureVerifier;
import dev.gatehouse.core.signature.SignedFile;
import dev.gatehouse.core.signature.Verification;
import dev.gatehouse.server.pgp.KeysMap.Ruling;
import dev.gatehouse.server.pgp.Packets.Packet;

import org.bouncycastle.openpgp.PGPSignature;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges detached OpenPGP signatures with the keys of a {@link KeyDirectory}. The file is read
 * once, however many signatures there are, and not at all when no key is known. Thread-safe.
 */
public final class PgpVerifier implements SignatureVerifier {
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_CANDIDATES = 4;

    private final KeyDirectory directory;
    private final WeakSignatures weak;
    private final InstantSource clock;

    /** Judges by the keys that are in the directory when it is asked. */
    public PgpVerifier(KeyDirectory directory, WeakSignatures weak, InstantSource clock) {
        this.directory = directory;
        this.weak = weak;
        this.clock = clock;
    }

    @Override
    public Verification verify(SignedFile file, byte[] signature) throws IOException {
        var keys = directory.keys();
        var now = clock.instant();
        try {
            var claims = new ArrayList<Claim>();
            for (var packet : DetachedSignatures.packets(signature)) {
                claims.add(claim(packet, keys));
            }
            read(file, claims);
            var judge = new SignatureJudge(weak, now, permission(file, keys));
            return new Verification(
                    claims.stream().map(claim -> judged(claim, judge, now)).toList(),
                    keys.generation());
        } catch (MalformedPgpException e) {
            return new Verification(
                    List.of(Signature.malformed(SignatureType.PGP, now, ascii(e.why()))),
                    keys.generation());
        }
    }

    private Claim claim(Packet packet, KeySet keys) {
        try {
            var parsed = DetachedSignatures.parse(packet);
            var refused = SignatureJudge.refusal(parsed);
            var trials = new ArrayList<Trial>();
            if (refused.isEmpty()) {
                for (var owned : keys.candidates(parsed).stream().limit(MOST_CANDIDATES).toList()) {
                    trials.add(Trial.of(packet, owned));
                }
                if (trials.isEmpty()) {
                    directory.want(parsed);
                }
            }
            return new Claim(Optional.of(parsed), trials, refused, "");
        } catch (MalformedPgpException e) {
            return new Claim(Optional.empty(), List.of(), Optional.empty(), e.why());
        }
    }

    private static void read(SignedFile file, List<Claim> claims) throws IOException {
        var trials = claims.stream().flatMap(claim -> claim.trials().stream()).toList();
        if (trials.isEmpty()) {
            return;
        }
        var buffer = new byte[BUFFER];
        try (var in = file.content().open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (var trial : trials) {
                    trial.update(buffer, n);
                }
            }
        }
    }

    private static Signature judged(Claim claim, SignatureJudge judge, Instant now) {
        if (claim.signature().isEmpty()) {
            return Signature.malformed(SignatureType.PGP, now, ascii(claim.unreadable()));
        }
        var signature = claim.signature().get();
        if (claim.refused().isPresent()) {
            return judge.refused(signature, claim.refused().get());
        }
        if (claim.trials().isEmpty()) {
            return judge.missing(signature);
        }
        // One key may lie in several certificates, and only one of them be its own.
        var verdicts =
                claim.trials().stream()
                        .filter(Trial::isCorrect)
                        .map(trial -> judge.correct(signature, trial.owned()))
                        .toList();
        return verdicts.stream()
                .filter(Signature::counts)
                .findFirst()
                .or(() -> verdicts.stream().findFirst())
                .orElseGet(() -> judge.incorrect(signature, claim.trials().getFirst().owned()));
    }

    private static Permission permission(SignedFile file, KeySet keys) {
        var name = file.name().value();
        var ruling =
                name.indexOf(':') < 0
                        ? new Ruling(false, true, Set.of())
                        : keys.map()
                                .ruling(
                                        KeysMapFile.coordinates(
                                                name, file.version().value(), file.file().value()));
        return new Permission(ruling, file.pins());
    }

    private static String ascii(String message) {
        return message.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /**
     * One signature that was found.
     *
     * @param signature absent when it cannot be read
     * @param refused why nobody needs to try it with any key
     */
    private record Claim(
            Optional<PGPSignature> signature,
            List<Trial> trials,
            Optional<SignatureJudge.Refusal> refused,
            String unreadable) {}

    /**
     * Who may sign the file.
     *
     * @param pins accepted signers
     */
    record Permission(Ruling ruling, Set<Fingerprint> pins) {
        /** Whether that very key, and not only its certificate, was named by somebody here. */
        boolean names(Fingerprint key) {
            return pins.contains(key) || ruling.keys().contains(key);
        }
    }
}
