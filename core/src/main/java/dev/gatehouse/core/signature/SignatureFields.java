package dev.gatehouse.core.signature;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A signature as policies and scripts are shown it: texts, numbers and booleans under fixed names.
 * What is not known is left out. Pure.
 */
public final class SignatureFields {
    private SignatureFields() {}

    /** All fields of one signature. */
    public static Map<String, Object> of(Signature signature) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", signature.status().word());
        fields.put("type", signature.type().word());
        fields.put("trust", signature.trust().word());
        put(fields, "reason_code", signature.reason().map(ReasonCode::word));
        put(fields, "signer", signature.signer().map(SignatureFields::signer));
        put(fields, "key", signature.key().map(SignatureFields::key));
        put(fields, "hash", signature.hash());
        fields.put("weak", signature.weak());
        put(fields, "signed_at", signature.signedAt().map(SignatureFields::time));
        fields.put("verified_at", time(signature.verifiedAt()));
        return fields;
    }

    private static Map<String, Object> signer(Signer signer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", signer.id());
        put(fields, "name", signer.name());
        put(fields, "issuer", signer.issuer());
        return fields;
    }

    private static Map<String, Object> key(SigningKey key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", key.id());
        put(fields, "fingerprint", key.fingerprint().map(Fingerprint::hex));
        put(fields, "primary_fingerprint", key.primaryFingerprint().map(Fingerprint::hex));
        put(fields, "algorithm", key.algorithm());
        key.bits().ifPresent(bits -> fields.put("bits", bits));
        key.validity().ifPresent(validity -> put(fields, validity));
        put(fields, "source", key.source());
        return fields;
    }

    private static void put(Map<String, Object> fields, SigningKey.Validity validity) {
        fields.put("created_at", time(validity.createdAt()));
        put(fields, "expires_at", validity.expiresAt().map(SignatureFields::time));
        fields.put("valid_at_signing", validity.atSigning());
        fields.put("valid_now", validity.now());
        fields.put("revoked", validity.revoked());
        fields.put("binding", validity.binding().word());
    }

    private static void put(Map<String, Object> fields, String name, Optional<?> value) {
        value.ifPresent(known -> fields.put(name, known));
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
