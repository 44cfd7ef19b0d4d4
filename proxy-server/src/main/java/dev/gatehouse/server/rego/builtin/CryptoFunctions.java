package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code crypto.md5}, {@code sha1}, {@code sha256} and {@code crypto.hmac.*}, in hexadecimal. */
final class CryptoFunctions {
    private CryptoFunctions() {}

    static Map<String, Builtin> all() {
        return Map.of(
                "crypto.md5", a -> digest("MD5", a),
                "crypto.sha1", a -> digest("SHA-1", a),
                "crypto.sha256", a -> digest("SHA-256", a),
                "crypto.hmac.md5", a -> hmac("HmacMD5", a),
                "crypto.hmac.sha1", a -> hmac("HmacSHA1", a),
                "crypto.hmac.sha256", a -> hmac("HmacSHA256", a),
                "crypto.hmac.sha512", a -> hmac("HmacSHA512", a),
                "crypto.hmac.equal",
                        a -> new Bool(MessageDigest.isEqual(bytes(a, 0), bytes(a, 1))));
    }

    private static byte[] bytes(Arguments a, int at) {
        return a.text(at).getBytes(StandardCharsets.UTF_8);
    }

    private static RegoValue digest(String algorithm, Arguments a) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes(a, 0));
            return new Text(HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + algorithm, missing);
        }
    }

    private static RegoValue hmac(String algorithm, Arguments a) {
        try {
            var mac = Mac.getInstance(algorithm);
            byte[] key = bytes(a, 1);
            // An empty key is one of zeros, which this class does not let one say otherwise.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return new Text(HexFormat.of().formatHex(mac.doFinal(bytes(a, 0))));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + algorithm, missing);
        }
    }
}
