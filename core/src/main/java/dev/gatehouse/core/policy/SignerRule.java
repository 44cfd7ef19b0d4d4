package dev.gatehouse.core.policy;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.SignatureType;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rule about who signed a package before. Pure. */
final class SignerRule {
    private SignerRule() {}

    /** Why it matches: first what is known, and only else what is not. */
    static Optional<String> objection(Subject subject) {
        Optional<Pins> pins = subject.pins();
        if (pins.isEmpty()) {
            return Optional.empty();
        }
        List<Subject.File> files = subject.files().stream().filter(Subject.File::counts).toList();
        List<String> alarms =
                files.stream().flatMap(f -> alarm(subject, f, pins.get()).stream()).toList();
        if (!alarms.isEmpty()) {
            return Optional.of(String.join(", ", alarms));
        }
        return files.stream()
                .filter(f -> Pins.isInDoubt(f.signatures()))
                .map(f -> "it is not known whether " + f.name() + " is signed")
                .findFirst();
    }

    private static Optional<String> alarm(Subject subject, Subject.File file, Pins pins) {
        return subject.pin(file)
                .filter(PinState::isAlarming)
                .map(state -> text(state, file, pins.fingerprints()));
    }

    private static String text(PinState state, Subject.File file, List<Fingerprint> known) {
        String what =
                state == PinState.CHANGED
                        ? " is signed by " + text(Pins.provenBy(file.signatures()))
                        : " has lost its signature" + why(file);
        return file.name() + what + "; before: " + text(known);
    }

    private static String text(Collection<Fingerprint> signers) {
        return signers.stream().sorted().map(Fingerprint::hex).collect(Collectors.joining(" and "));
    }

    private static String why(Subject.File file) {
        Stream<String> words =
                file.signatures().stream()
                        .filter(s -> s.type() != SignatureType.REPOSITORY)
                        .map(
                                s ->
                                        s.reason()
                                                .map(ReasonCode::word)
                                                .orElseGet(() -> s.status().word()))
                        .distinct();
        String why = words.collect(Collectors.joining(" and "));
        return why.isEmpty() ? "" : " (" + why + ")";
    }
}
