package dev.gatehouse.server.cli;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KnownKeys;
import dev.gatehouse.core.signature.KnownKeys.Certificate;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.Verification;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is said of keys and signatures. */
final class KeysReport {
    static final List<String> HEADINGS = List.of("FINGERPRINT", "NAME", "ALGORITHM", "STATE", "IN");

    private static final JsonMapper JSON = new JsonMapper();

    private KeysReport() {}

    static List<List<String>> rows(KnownKeys known) {
        return known.certificates().stream().map(KeysReport::row).toList();
    }

    private static List<String> row(Certificate key) {
        String expires = key.expiresAt().map(e -> "expires " + day(e)).orElse("good");
        String bits = key.bits().isPresent() ? " " + key.bits().getAsInt() : "";
        return List.of(
                key.fingerprint().hex(),
                key.name().orElse("-"),
                key.algorithm() + bits,
                key.revoked() ? "revoked" : expires,
                String.join(", ", key.sources()));
    }

    private static String day(Instant time) {
        return time.toString().substring(0, "2030-01-31".length());
    }

    static JsonNode json(KnownKeys known) {
        ObjectNode node = JSON.createObjectNode();
        node.put("generation", known.generation().value());
        ArrayNode keys = node.putArray("keys");
        for (Certificate key : known.certificates()) {
            ObjectNode one = keys.addObject();
            one.put("fingerprint", key.fingerprint().hex())
                    .put("name", key.name().orElse(""))
                    .put("algorithm", key.algorithm())
                    .put("created_at", key.createdAt().toString())
                    .put("revoked", key.revoked());
            key.bits().ifPresent(bits -> one.put("bits", bits));
            key.expiresAt().ifPresent(end -> one.put("expires_at", end.toString()));
            key.subkeys().stream().map(Fingerprint::hex).forEach(one.putArray("subkeys")::add);
            key.sources().forEach(one.putArray("sources")::add);
        }
        ArrayNode problems = node.putArray("problems");
        known.problems()
                .forEach(
                        p ->
                                problems.addObject()
                                        .put("source", p.source())
                                        .put("place", p.place())
                                        .put("message", p.message()));
        return node;
    }

    static JsonNode json(Verification verification) {
        ObjectNode node = JSON.createObjectNode();
        node.put("signed", verification.signed());
        node.put("generation", verification.keys().value());
        ArrayNode signatures = node.putArray("signatures");
        for (Signature signature : verification.signatures()) {
            ObjectNode one = signatures.addObject();
            one.put("status", signature.status().word())
                    .put("trust", signature.trust().word())
                    .put("reason_code", signature.reason().map(ReasonCode::word).orElse(""))
                    .put("weak", signature.weak())
                    .put("detail", signature.detail());
            signature.signer().ifPresent(s -> one.put("signer", s.id()));
            signature.key().ifPresent(k -> one.put("key", k.id()));
            signature.hash().ifPresent(h -> one.put("hash", h));
            signature.signedAt().ifPresent(t -> one.put("signed_at", t.toString()));
        }
        return node;
    }

    /** Status and reason, who signed with what, and why that is believed. */
    static String sentence(Signature one) {
        Optional<String> signer =
                one.signer().map(s -> s.name().map(n -> n + ", " + s.id()).orElse(s.id()));
        String key = one.key().map(k -> "key " + k.id()).orElse("no key");
        String reason =
                one.reason()
                        .filter(r -> r != ReasonCode.OK)
                        .map(r -> " (" + r.word() + ")")
                        .orElse("");
        String when = one.signedAt().map(t -> " at " + Console.time(t.toString())).orElse("");
        String trust = one.counts() ? "; believed by " + one.trust().word() : "";
        String weak = one.weak() ? "; weak" : "";
        String detail = one.detail().isEmpty() ? "" : ": " + one.detail();
        return "%s%s: %s%s%s%s%s"
                .formatted(
                        one.status().word(),
                        reason,
                        signer.map(s -> "signed by " + s).orElse(key),
                        when,
                        trust,
                        weak,
                        detail);
    }
}
