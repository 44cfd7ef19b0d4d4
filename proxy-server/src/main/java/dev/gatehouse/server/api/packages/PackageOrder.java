package dev.gatehouse.server.api.packages;

import dev.gatehouse.server.api.call.ApiException;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The orders in which packages can be listed. Pure. */
final class PackageOrder {
    private static final Comparator<Listed> SAME = (_, _) -> 0;

    /** Nothing is scanned: by that all are alike. */
    private static final Map<String, Comparator<Listed>> WORDS =
            Map.of(
                    "date", Comparator.comparing(Listed::uploadedAt),
                    "downloads", Comparator.comparingLong(Listed::downloads),
                    "format", Comparator.comparing(Listed::format),
                    "name",
                            Comparator.comparing(
                                    l -> l.stored().parcel().name(), String.CASE_INSENSITIVE_ORDER),
                    "scan", SAME,
                    "scan_date", SAME,
                    "size", Comparator.comparingLong(l -> l.stored().parcel().size()),
                    "status", Comparator.comparing(Listed::status),
                    "version",
                            Comparator.comparing(
                                    l -> l.stored().parcel().version(), new NaturalOrder()));

    private PackageOrder() {}

    /**
     * The order of that word, with {@code -} before it the other way round; equal ones by slug.
     *
     * @throws ApiException 422 when there is none
     */
    static Comparator<Listed> of(String word) {
        boolean reversed = word.startsWith("-");
        String plain = reversed ? word.substring(1) : word;
        Comparator<Listed> order = WORDS.get(plain);
        if (order == null) {
            List<String> known = WORDS.keySet().stream().sorted().toList();
            throw ApiException.unprocessable("sort", "expected one of " + known + ", or - and one");
        }
        return (reversed ? order.reversed() : order)
                .thenComparing(listed -> listed.stored().ids().slug());
    }
}
