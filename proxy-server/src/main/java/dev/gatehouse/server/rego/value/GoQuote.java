package dev.gatehouse.server.rego.value;

/** Go's {@code strconv.Quote} and its kin. Pure. */
public final class GoQuote {
    private static final int LAST_ASCII = 0x7f;

    private GoQuote() {}

    /**
     * In double quotes.
     *
     * @param ascii whether everything beyond ASCII is escaped
     */
    public static String quote(String text, boolean ascii) {
        return quoted(text, '"', ascii);
    }

    /** One character in single quotes. */
    public static String character(int codePoint, boolean ascii) {
        return quoted(Character.toString(valid(codePoint)), '\'', ascii);
    }

    /** What Go takes for a code point that is none. */
    public static int valid(int codePoint) {
        boolean surrogate =
                codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return Character.isValidCodePoint(codePoint) && !surrogate ? codePoint : 0xfffd;
    }

    /** Whether it may stand in backquotes. */
    public static boolean mayBeBackquoted(String text) {
        return text.codePoints()
                .allMatch(
                        c -> c != 0xfeff && c != '`' && c != LAST_ASCII && (c >= ' ' || c == '\t'));
    }

    private static String quoted(String text, char mark, boolean ascii) {
        StringBuilder quoted = new StringBuilder().append(mark);
        text.codePoints().forEach(c -> append(quoted, c, mark, ascii));
        return quoted.append(mark).toString();
    }

    private static void append(StringBuilder quoted, int c, char mark, boolean ascii) {
        int escape = "\007\b\f\n\r\t\013".indexOf(c);
        if (c == mark || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
        } else if (escape >= 0) {
            quoted.append('\\').append("abfnrtv".charAt(escape));
        } else if ((c <= LAST_ASCII || !ascii) && isPrintable(c)) {
            quoted.appendCodePoint(c);
        } else if (c < ' ' || c == LAST_ASCII) {
            quoted.append("\\x%02x".formatted(c));
        } else if (c < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            quoted.append("\\u%04x".formatted(c));
        } else {
            quoted.append("\\U%08x".formatted(c));
        }
    }

    /** Letters, marks, numbers, punctuation, symbols, and the space of ASCII. */
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
