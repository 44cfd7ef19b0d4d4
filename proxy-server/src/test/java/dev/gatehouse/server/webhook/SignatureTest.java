package dev.gatehouse.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.Secret;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

class SignatureTest {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** The vector of the reference libraries of Standard Webhooks. */
    @Test
    void theSignatureIsThatOfTheStandardsOwnLibraries() {
        String signature =
                Signature.of(
                        new Secret("whsec_" + KEY),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330L,
                        "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aPlainSecretIsTheKeyItself() {
        String plain = "a plain secret of some length";
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        String coded = "whsec_" + Base64.getEncoder().encodeToString(bytes);

        assertThat(Signature.of(new Secret(plain), "1", 2, "{}"))
                .isEqualTo(Signature.of(new Secret(coded), "1", 2, "{}"));
    }

    @Test
    void idTimeAndBodyAreAllSigned() {
        Secret secret = new Secret("whsec_" + KEY);
        String signature = Signature.of(secret, "1", 2, "{}");

        assertThat(signature)
                .isNotEqualTo(Signature.of(secret, "2", 2, "{}"))
                .isNotEqualTo(Signature.of(secret, "1", 3, "{}"))
                .isNotEqualTo(Signature.of(secret, "1", 2, "{ }"));
    }
}
