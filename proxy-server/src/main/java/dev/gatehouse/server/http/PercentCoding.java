package dev.gatehouse.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Undoes percent-encoding once (RFC 3986, section 2.1), to strict UTF-8. */
final class PercentCoding {
    private PercentCoding() {}

    /** Decodes ASCII text; a bad escape or bytes that are not UTF-8 are refused with 400. */
    static String decode(String text, boolean plusIsSpace) throws RefusedException {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put((byte) ((digit(text, i + 1) << 4) | digit(text, i + 2)));
                i += 2;
            } else {
                bytes.put((byte) (c == '+' && plusIsSpace ? ' ' : c));
            }
        }
        return checked(utf8(bytes.flip()));
    }

    private static int digit(String text, int at) throws RefusedException {
        char c = at < text.length() ? text.charAt(at) : ' ';
        int value = c < 0x80 ? Character.digit(c, 16) : -1;
        if (value < 0) {
            throw Refusal.bad("percent sign without two hexadecimal digits in the target");
        }
        return value;
    }

    private static String utf8(ByteBuffer bytes) throws RefusedException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.bad("escapes in the target are not UTF-8");
        }
    }

    private static String checked(String text) throws RefusedException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.bad("control character in the target");
        }
        return text;
    }
}
