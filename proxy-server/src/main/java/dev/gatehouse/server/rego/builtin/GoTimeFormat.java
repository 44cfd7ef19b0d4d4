package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.builtin.GoLayout.Chunk;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Go's {@code Time.Format}. Pure. */
final class GoTimeFormat {
    private static final int NANO_DIGITS = 9;

    private GoTimeFormat() {}

    static String format(String layout, ZonedDateTime time) {
        StringBuilder out = new StringBuilder();
        for (Chunk chunk : GoLayout.chunks(layout)) {
            out.append(chunk.text());
            if (!chunk.element().isEmpty()) {
                out.append(element(chunk.element(), time));
            }
        }
        return out.toString();
    }

    private static String element(String element, ZonedDateTime time) {
        if (GoLayout.isOffset(element)) {
            return offset(element, time.getOffset().getTotalSeconds());
        }
        if (GoLayout.isFraction(element)) {
            return fraction(element, time.getNano());
        }
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (element) {
            case "06" -> "%02d".formatted(Math.abs(time.getYear()) % 100);
            case "2006" -> "%04d".formatted(time.getYear());
            case "Jan" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "1" -> "%d".formatted(time.getMonthValue());
            case "01" -> "%02d".formatted(time.getMonthValue());
            case "Mon" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "2" -> "%d".formatted(time.getDayOfMonth());
            case "_2" -> "%2d".formatted(time.getDayOfMonth());
            case "02" -> "%02d".formatted(time.getDayOfMonth());
            case "__2" -> "%3d".formatted(time.getDayOfYear());
            case "002" -> "%03d".formatted(time.getDayOfYear());
            case "15" -> "%02d".formatted(time.getHour());
            case "3" -> "%d".formatted(hour12);
            case "03" -> "%02d".formatted(hour12);
            case "4" -> "%d".formatted(time.getMinute());
            case "04" -> "%02d".formatted(time.getMinute());
            case "5" -> "%d".formatted(time.getSecond());
            case "05" -> "%02d".formatted(time.getSecond());
            case "PM" -> time.getHour() >= 12 ? "PM" : "AM";
            case "pm" -> time.getHour() >= 12 ? "pm" : "am";
            case "MST" -> zone(time);
            default -> throw new IllegalArgumentException(element);
        };
    }

    /** The abbreviation of a zone, or its offset where it has none. */
    private static String zone(ZonedDateTime time) {
        if (time.getZone().equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
        boolean known = name.chars().allMatch(Character::isUpperCase);
        return known ? name : offset("-07", time.getOffset().getTotalSeconds());
    }

    private static String offset(String element, int seconds) {
        if (element.startsWith("Z") && seconds == 0) {
            return "Z";
        }
        int minutes = Math.abs(seconds / 60);
        String colon = element.indexOf(':') >= 0 ? ":" : "";
        StringBuilder out = new StringBuilder(seconds / 60 < 0 ? "-" : "+");
        out.append("%02d".formatted(minutes / 60));
        if (element.length() > 3) {
            out.append(colon).append("%02d".formatted(minutes % 60));
        }
        if (element.length() > 6) {
            out.append(colon).append("%02d".formatted(Math.abs(seconds) % 60));
        }
        return out.toString();
    }

    /** Nines leave out the zeros at the end, and the point with them. */
    private static String fraction(String element, int nanoseconds) {
        int digits = Math.min(element.length() - 1, NANO_DIGITS);
        String all = "%09d".formatted(nanoseconds).substring(0, digits);
        all += "0".repeat(element.length() - 1 - digits);
        if (element.charAt(1) == '9') {
            int end = all.length();
            while (end > 0 && all.charAt(end - 1) == '0') {
                end--;
            }
            all = all.substring(0, end);
        }
        return all.isEmpty() ? "" : element.charAt(0) + all;
    }
}
