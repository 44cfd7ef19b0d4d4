package dev.gatehouse.server.rego;

import dev.gatehouse.core.policy.Subject;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.SigningKey;
import dev.gatehouse.core.signature.Verification;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code signed}, {@code signature} and {@code signatures} of {@code input.v0.package}. Pure. */
final class SignatureInput {
    private SignatureInput() {}

    /**
     * Puts them. The repository's own signature is listed, but never speaks for the package: where
     * there is no other, {@code signature} says that there is none.
     */
    static void put(ObjectNode node, Subject subject) {
        node.put("signed", subject.isSigned());
        List<Signature> all =
                subject.files().stream().flatMap(f -> f.signatures().stream()).toList();
        if (!all.isEmpty()) {
            node.set(
                    "signature",
                    all.stream()
                            .filter(s -> s.type() != SignatureType.REPOSITORY)
                            .min(Verification.BEST_FIRST)
                            .map(SignatureInput::signature)
                            .orElseGet(SignatureInput::none));
            subject.pin()
                    .ifPresent(state -> pin((ObjectNode) node.get("signature"), subject, state));
        }
        ArrayNode list = node.putArray("signatures");
        all.forEach(s -> list.add(signature(s)));
    }

    private static void pin(ObjectNode signature, Subject subject, PinState state) {
        Pins pins = subject.pins().orElse(Pins.NONE);
        ObjectNode pin = signature.putObject("pin").put("state", state.word());
        time(pin, "first_seen", pins.firstSeen());
        ArrayNode signers = pin.putArray("signers");
        pins.fingerprints().forEach(f -> signers.add(f.hex()));
    }

    private static ObjectNode none() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", SignatureStatus.ABSENT.word())
                .put("trust", SignatureTrust.NONE.word())
                .put("weak", false);
    }

    private static ObjectNode signature(Signature signature) {
        ObjectNode node =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("status", signature.status().word())
                        .put("type", signature.type().word())
                        .put("trust", signature.trust().word())
                        .put("weak", signature.weak());
        text(node, "reason_code", signature.reason().map(ReasonCode::word));
        text(node, "hash", signature.hash());
        time(node, "signed_at", signature.signedAt());
        signature
                .signer()
                .ifPresent(
                        signer -> {
                            ObjectNode one = node.putObject("signer").put("id", signer.id());
                            text(one, "name", signer.name());
                            text(one, "issuer", signer.issuer());
                        });
        signature.key().ifPresent(key -> key(node.putObject("key"), key));
        return node.put("verified_at", signature.verifiedAt().toString());
    }

    private static void key(ObjectNode node, SigningKey key) {
        node.put("id", key.id());
        text(node, "fingerprint", key.fingerprint().map(Fingerprint::hex));
        text(node, "primary_fingerprint", key.primaryFingerprint().map(Fingerprint::hex));
        text(node, "algorithm", key.algorithm());
        key.bits().ifPresent(bits -> node.put("bits", bits));
        text(node, "source", key.source());
        key.validity()
                .ifPresent(
                        validity -> {
                            node.put("created_at", validity.createdAt().toString());
                            time(node, "expires_at", validity.expiresAt());
                            node.put("valid_at_signing", validity.atSigning());
                            node.put("valid_now", validity.now());
                            node.put("revoked", validity.revoked());
                            node.put("binding", validity.binding().word());
                        });
    }

    private static void text(ObjectNode node, String name, Optional<String> value) {
        value.ifPresent(v -> node.put(name, v));
    }

    private static void time(ObjectNode node, String name, Optional<Instant> value) {
        value.ifPresent(v -> node.put(name, v.toString()));
    }
}
