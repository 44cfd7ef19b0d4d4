package dev.gatehouse.server.filter;

/**
 * A log line of {@code key=value} pairs. What a client chose is quoted and escaped, so that it can
 * neither begin a line nor a pair nor move a terminal's cursor. Not for more than one thread.
 */
final class LogLine {
    private static final int LONGEST = 2048;

    private final StringBuilder text = new StringBuilder();

    LogLine add(String key, String value) {
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(key).append('=');
        if (isPlain(value)) {
            text.append(value);
        } else {
            quote(value);
        }
        return this;
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.length() <= LONGEST
                && value.chars()
                        .allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=');
    }

    private void quote(String value) {
        text.append('"');
        value.chars().limit(LONGEST).forEach(this::escape);
        text.append(value.length() > LONGEST ? "...\"" : "\"");
    }

    private void escape(int c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append((char) c);
        } else if (c >= ' ' && c < 0x7f) {
            text.append((char) c);
        } else {
            text.append("\\u%04x".formatted(c));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
