package dev.gatehouse.core.signature;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The full fingerprint of an OpenPGP key. Key ids of 16 or 8 digits are no substitute: others can
 * be made to have them.
 *
 * @param hex 40 upper-case hexadecimal digits (version 4) or 64 (version 6)
 */
public record Fingerprint(String hex) implements Comparable<Fingerprint> {
    private static final Pattern SPACE = Pattern.compile("[ \\t]+");
    private static final int VERSION_4 = 40;
    private static final int VERSION_6 = 64;

    public Fingerprint {
        hex = hex.toUpperCase(Locale.ROOT);
        if ((hex.length() != VERSION_4 && hex.length() != VERSION_6)
                || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    "'%s' is no fingerprint: expected 40 or 64 hexadecimal digits".formatted(hex));
        }
    }

    /** The fingerprint with these raw bytes. */
    public static Fingerprint of(byte[] raw) {
        return new Fingerprint(HexFormat.of().formatHex(raw));
    }

    /** As people write it: in groups, in either case, with or without {@code 0x}. */
    public static Fingerprint parse(String written) {
        var digits = SPACE.matcher(written).replaceAll("");
        return new Fingerprint(
                digits.startsWith("0x") || digits.startsWith("0X") ? digits.substring(2) : digits);
    }

    @Override
    public int compareTo(Fingerprint other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
