package dev.gatehouse.server.api.call;

import java.util.Locale;

/** A number of bytes as Cloudsmith writes it for people. */
public final class SizeText {
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};
    private static final int STEP = 1024;

    private SizeText() {}

    /** Such as {@code 1.5 MB}. */
    public static String of(long bytes) {
        double left = bytes;
        int unit = 0;
        while (left >= STEP && unit < UNITS.length - 1) {
            left /= STEP;
            unit++;
        }
        return unit == 0
                ? bytes + " bytes"
                : String.format(Locale.ROOT, "%.1f %s", left, UNITS[unit]);
    }
}
