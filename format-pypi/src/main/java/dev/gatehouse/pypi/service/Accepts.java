package dev.gatehouse.pypi.service;

import dev.gatehouse.pypi.simple.MediaType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What form of an index a client would rather have: RFC 9110, section 12.5.1, and PEP 691. */
public final class Accepts {
    private Accepts() {}

    /**
     * The form to send; empty when the client takes none that there is. Who says nothing gets
     * {@code text/html}, as from the public index.
     *
     * @param format the value of {@code ?format=}, which goes before what is accepted; a plus sign
     *     in a query may have come as a blank
     */
    public static Optional<MediaType> choose(List<String> accept, Optional<String> format) {
        if (format.isPresent()) {
            return MediaType.of(format.get().replace(' ', '+'));
        }
        List<Range> ranges = ranges(accept);
        if (ranges.isEmpty()) {
            return Optional.of(MediaType.TEXT_HTML);
        }
        Optional<MediaType> best = Optional.empty();
        double most = 0;
        for (MediaType type : MediaType.values()) {
            double quality = quality(type, ranges);
            if (quality > most) {
                most = quality;
                best = Optional.of(type);
            }
        }
        return best;
    }

    private record Range(String type, double quality) {
        /** How exactly it names the type: 0 not at all, 3 by its name. */
        int precision(MediaType of) {
            if (MediaType.of(type).filter(of::equals).isPresent()) {
                return 3;
            }
            String main = of.text().substring(0, of.text().indexOf('/') + 1);
            if (type.equals(main + "*")) {
                return 2;
            }
            return type.equals("*/*") || type.equals("*") ? 1 : 0;
        }
    }

    private static double quality(MediaType type, List<Range> ranges) {
        int precision = 0;
        double quality = 0;
        for (Range range : ranges) {
            int here = range.precision(type);
            if (here > precision || (here == precision && here > 0)) {
                quality = here > precision ? range.quality() : Math.max(quality, range.quality());
                precision = here;
            }
        }
        return quality;
    }

    private static List<Range> ranges(List<String> accept) {
        List<Range> ranges = new ArrayList<>();
        for (String range : String.join(",", accept).split(",", -1)) {
            String[] parts = range.strip().toLowerCase(Locale.ROOT).split(";", -1);
            if (!parts[0].isBlank()) {
                ranges.add(new Range(parts[0].strip(), quality(parts)));
            }
        }
        return ranges;
    }

    private static double quality(String[] parts) {
        for (String parameter : parts) {
            String text = parameter.strip();
            if (text.startsWith("q=")) {
                return number(text.substring(2).strip());
            }
        }
        return 1;
    }

    private static double number(String text) {
        boolean plain = text.matches("[01](\\.\\d{0,3})?");
        return plain ? Math.min(1, Double.parseDouble(text)) : 0;
    }
}
