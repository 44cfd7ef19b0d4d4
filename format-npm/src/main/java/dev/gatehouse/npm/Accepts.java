package dev.gatehouse.npm;

import dev.gatehouse.npm.packument.PackumentRenderer;

import java.util.List;
import java.util.Locale;

/** What a client would rather have: RFC 9110, section 12.5.1, for the two types there are. */
final class Accepts {
    private Accepts() {}

    /** Whether it names the abbreviated form and does not rather have the full one. */
    static boolean abbreviated(List<String> accept) {
        double abbreviated = 0;
        double full = 0;
        for (String range : String.join(",", accept).split(",", -1)) {
            String[] parts = range.strip().toLowerCase(Locale.ROOT).split(";", -1);
            switch (parts[0].strip()) {
                case PackumentRenderer.ABBREVIATED_TYPE ->
                        abbreviated = Math.max(abbreviated, quality(parts));
                case "application/json" -> full = Math.max(full, quality(parts));
                default -> {
                    continue;
                }
            }
        }
        return abbreviated > 0 && abbreviated >= full;
    }

    private static double quality(String[] parts) {
        for (String parameter : parts) {
            String text = parameter.strip();
            if (text.startsWith("q=")) {
                return number(text.substring(2));
            }
        }
        return 1;
    }

    private static double number(String text) {
        boolean plain = text.matches("[01](\\.\\d{0,3})?");
        return plain ? Math.min(1, Double.parseDouble(text)) : 0;
    }
}
