package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.store.StoredFile;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The two names by which scripts know a package: both follow from its coordinates alone, so they
 * last and nothing has to be kept. Pure.
 *
 * @param perm twelve letters and digits
 * @param slug readable, unique in its repository, safe in a URL
 */
public record ItemIds(String perm, String slug) {
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PERM = 12;
    private static final int TAIL = 6;
    private static final int MOST_READABLE = 80;

    /** The ids of a stored package. */
    static ItemIds of(Parcel parcel) {
        String digest = digest(parcel.item());
        String readable =
                parcel.item().file().isPresent()
                        ? parcel.primary().file().value()
                        : parcel.name() + "-" + parcel.version();
        String plain =
                readable.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_]+", "-")
                        .replaceAll("^-+|-+$", "");
        String cut = plain.length() > MOST_READABLE ? plain.substring(0, MOST_READABLE) : plain;
        String tail = digest.substring(PERM, PERM + TAIL).toLowerCase(Locale.ROOT);
        return new ItemIds(digest.substring(0, PERM), cut + "-" + tail);
    }

    /** The lasting id of an item of which nothing else is known. */
    static String perm(ItemKey item) {
        return digest(item).substring(0, PERM);
    }

    /** A lasting id of one stored file. */
    public static String perm(StoredFile file) {
        return perm(new ItemKey(file.key(), file.version(), Optional.of(file.file())));
    }

    private static String digest(ItemKey item) {
        MessageDigest hasher = Digest.hasher(DigestAlgorithm.SHA256);
        for (String part :
                List.of(
                        item.key().repository().value(),
                        item.key().name().format().value(),
                        item.key().name().value(),
                        item.version().value(),
                        item.file().map(FileName::value).orElse(""))) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            hasher.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            hasher.update(bytes);
        }
        BigInteger number = new BigInteger(1, hasher.digest());
        StringBuilder text = new StringBuilder();
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        for (int i = 0; i < PERM + TAIL; i++) {
            BigInteger[] parts = number.divideAndRemainder(base);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return text.toString();
    }
}
