package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.RefusedException;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of one part of a form (RFC 7578, section 4.2), read so that there is one reading of
 * it: the library's own reader of parameters decodes RFC 2047 and RFC 2231 words, takes the last of
 * two parameters and keeps backslashes.
 */
record PartHead(String name, Optional<String> fileName) {
    private static final String QUOTED = "\"([^\"\\\\\\p{Cntrl}]*)\"";
    private static final Pattern DISPOSITION =
            Pattern.compile("(?i)form-data((?: *; *[a-z]+=" + QUOTED + ")+) *");
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]+)=" + QUOTED);
    private static final List<String> IDENTITY = List.of("", "7bit", "8bit", "binary");

    /** Reads header lines with the empty line behind them. */
    static PartHead parse(String lines) throws RefusedException {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines.strip().split("\r\n", -1)) {
            int colon = line.indexOf(':');
            boolean bad =
                    colon < 1
                            || line.indexOf(' ') == 0
                            || line.chars().anyMatch(c -> c < ' ' && c != '\t');
            String name = bad ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (bad || fields.put(name, line.substring(colon + 1).strip()) != null) {
                throw RefusedException.invalid(
                        "a part of the form has a header that cannot be read");
            }
        }
        String coding = fields.getOrDefault("content-transfer-encoding", "");
        if (!IDENTITY.contains(coding.toLowerCase(Locale.ROOT))) {
            throw RefusedException.invalid("a part of the form is coded as '" + coding + "'");
        }
        return disposition(fields.getOrDefault("content-disposition", ""));
    }

    private static PartHead disposition(String text) throws RefusedException {
        Matcher disposition = DISPOSITION.matcher(text);
        if (!disposition.matches()) {
            throw unreadable();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(disposition.group(1));
        while (parameter.find()) {
            String key = parameter.group(1).toLowerCase(Locale.ROOT);
            if (parameters.put(key, parameter.group(2)) != null) {
                throw unreadable();
            }
        }
        if (!parameters.containsKey("name")) {
            throw unreadable();
        }
        return new PartHead(
                parameters.getOrDefault("name", ""),
                Optional.ofNullable(parameters.get("filename")));
    }

    private static RefusedException unreadable() {
        return RefusedException.invalid(
                "a part of the form has no readable Content-Disposition: expected form-data;"
                        + " name=\"...\"; filename=\"...\"");
    }
}
