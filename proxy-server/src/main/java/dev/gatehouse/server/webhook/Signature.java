package dev.gatehouse.server.webhook;

import dev.gatehouse.config.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as the Standard Webhooks specification says (version 1.0.0, "Symmetric Signature
 * Scheme"): HMAC-SHA256 over {@code id.timestamp.body}, base64, after {@code v1,}. A secret that
 * begins with {@code whsec_} is base64 of the key; any other is the key itself, in UTF-8.
 */
final class Signature {
    private static final String CODED = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * The value of {@code Webhook-Signature}.
     *
     * @param timestamp seconds since 1970
     */
    static String of(Secret secret, String id, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(secret.value()), ALGORITHM));
            byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] key(String secret) {
        return secret.startsWith(CODED)
                ? Base64.getDecoder().decode(secret.substring(CODED.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }
}
