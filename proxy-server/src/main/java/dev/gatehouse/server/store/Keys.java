package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys made of strings: different lists of strings give different keys, and keys sort as their
 * lists do, part by part and char by char, whatever the strings hold.
 *
 * <p>Each char is written as in CESU-8, in one to three bytes (so that unpaired surrogates are kept
 * and the order is that of {@link String#compareTo}), char 0 as {@code 00 FF}; a part ends with
 * {@code 00}. No part begins with {@code FF}, so all keys that begin with a prefix of whole parts
 * lie between the prefix and the prefix followed by {@code FF}.
 */
final class Keys {
    private static final int END = 0x00;
    private static final int ESCAPED = 0xFF;
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private Keys() {}

    /** The key of these parts; as a prefix, what all longer keys with these parts begin with. */
    static byte[] of(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : parts) {
            part.chars().forEach(c -> write(c, out));
            out.write(END);
        }
        return out.toByteArray();
    }

    static byte[] of(RepositoryId repository, FormatId format) {
        return of(repository.value(), format.value());
    }

    /** The key of a package and what follows its name. */
    static byte[] of(PackageKey key, String... rest) {
        PackageName name = key.name();
        String[] parts = new String[3 + rest.length];
        parts[0] = key.repository().value();
        parts[1] = name.format().value();
        parts[2] = name.value();
        System.arraycopy(rest, 0, parts, 3, rest.length);
        return of(parts);
    }

    /** The first key that is after all keys that begin with that prefix of whole parts. */
    static byte[] after(byte[] prefix) {
        byte[] after = Arrays.copyOf(prefix, prefix.length + 1);
        after[prefix.length] = (byte) ESCAPED;
        return after;
    }

    /**
     * The parts of a key.
     *
     * @throws IOException when no such key was ever written
     */
    static List<String> parts(byte[] key) throws IOException {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int at = 0; at < key.length; ) {
            int first = key[at] & 0xFF;
            if (first == END && !isEscape(key, at)) {
                parts.add(part.toString());
                part.setLength(0);
                at++;
            } else {
                part.append(read(key, at));
                at += length(first);
            }
        }
        if (!part.isEmpty()) {
            throw new IOException("key without end: " + Arrays.toString(key));
        }
        return parts;
    }

    private static void write(int c, ByteArrayOutputStream out) {
        if (c == END) {
            out.write(END);
            out.write(ESCAPED);
        } else if (c < ONE_BYTE) {
            out.write(c);
        } else if (c < TWO_BYTES) {
            out.write(0xC0 | (c >> 6));
            out.write(0x80 | (c & 0x3F));
        } else {
            out.write(0xE0 | (c >> 12));
            out.write(0x80 | ((c >> 6) & 0x3F));
            out.write(0x80 | (c & 0x3F));
        }
    }

    private static boolean isEscape(byte[] key, int at) {
        return at + 1 < key.length && (key[at + 1] & 0xFF) == ESCAPED;
    }

    private static int length(int first) {
        if (first == END) {
            return 2;
        }
        if (first < ONE_BYTE) {
            return 1;
        }
        return first < 0xE0 ? 2 : 3;
    }

    private static char read(byte[] key, int at) throws IOException {
        int first = key[at] & 0xFF;
        int length = length(first);
        if (at + length > key.length) {
            throw new IOException("key is cut: " + Arrays.toString(key));
        }
        return switch (length) {
            case 1 -> (char) first;
            case 2 -> first == END ? 0 : (char) (((first & 0x1F) << 6) | low(key, at + 1));
            default -> (char) (((first & 0x0F) << 12) | (low(key, at + 1) << 6) | low(key, at + 2));
        };
    }

    private static int low(byte[] key, int at) {
        return key[at] & 0x3F;
    }
}
