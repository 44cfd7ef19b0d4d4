package dev.gatehouse.server.rego.builtin;

/** Abbreviations of time zones as Go's {@code time.Parse} takes them. Pure. */
final class GoZoneName {
    private static final int MOST_HOURS = 23;

    private GoZoneName() {}

    /**
     * The length of one. Its offset does not count: Go shifts a time only by names that the
     * machine's own zone knows, and one in UTC knows none but UTC. That is so for {@code GMT+3}
     * too.
     */
    static int read(String value, int at) {
        String rest = value.substring(at);
        if (rest.startsWith("UTC")) {
            return 3;
        }
        int length = rest.startsWith("GMT") ? 3 + signed(rest.substring(3)) : length(rest);
        if (length == 0) {
            throw new UndefinedException("no time zone");
        }
        return length;
    }

    private static int length(String rest) {
        if (rest.startsWith("ChST") || rest.startsWith("MeST")) {
            return 4;
        }
        if (rest.startsWith("+") || rest.startsWith("-")) {
            return rest.length() < 3 ? 0 : signed(rest);
        }
        int upper = 0;
        while (upper < 6 && upper < rest.length() && isUpper(rest.charAt(upper))) {
            upper++;
        }
        boolean right =
                switch (upper) {
                    case 3 -> true;
                    case 4 -> rest.charAt(3) == 'T' || rest.startsWith("WITA");
                    case 5 -> rest.charAt(4) == 'T';
                    default -> false;
                };
        return right ? upper : 0;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Of a sign and hours; 0 where they do not stand here. */
    private static int signed(String rest) {
        if (rest.isEmpty() || (rest.charAt(0) != '+' && rest.charAt(0) != '-')) {
            return 0;
        }
        int end = 1;
        while (end < rest.length() && rest.charAt(end) >= '0' && rest.charAt(end) <= '9') {
            end++;
        }
        boolean hours =
                end > 1 && end < 10 && Integer.parseInt(rest.substring(1, end)) <= MOST_HOURS;
        return hours ? end : 0;
    }
}
