package dev.gatehouse.server;

import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * Names that the management API gives to objects: 12 letters and digits, as Cloudsmith's, of which
 * no two are ever equal. Thread-safe.
 */
record Slugs(SecureRandom random) implements Supplier<String> {
    private static final int LENGTH = 12;
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    @Override
    public String get() {
        StringBuilder slug = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            slug.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return slug.toString();
    }
}
