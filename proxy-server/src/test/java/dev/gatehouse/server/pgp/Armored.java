package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.CRC24;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Armor around bytes, also where the library would refuse to make it. */
final class Armored {
    private Armored() {}

    static String signature(byte[] bytes) {
        return block("PGP SIGNATURE", bytes);
    }

    static String key(byte[] bytes) {
        return block("PGP PUBLIC KEY BLOCK", bytes);
    }

    static String block(String label, byte[] bytes) {
        var crc = new CRC24();
        for (byte b : bytes) {
            crc.update(b);
        }
        int sum = crc.getValue();
        var told = new byte[] {(byte) (sum >> 16), (byte) (sum >> 8), (byte) sum};
        return "-----BEGIN %s-----\n\n%s\n=%s\n-----END %s-----\n"
                .formatted(
                        label,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes),
                        Base64.getEncoder().encodeToString(told),
                        label);
    }

    /** As the library writes it. */
    static String byTheLibrary(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var armored = ArmoredOutputStream.builder().build(out)) {
            armored.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }
}
