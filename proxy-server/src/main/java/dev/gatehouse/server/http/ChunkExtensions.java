package dev.gatehouse.server.http;

import java.util.regex.Pattern;

/** The grammar of chunk extensions (RFC 9112, section 7.1.1), without the optional white space. */
final class ChunkExtensions {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*+\"";
    private static final Pattern ALL =
            Pattern.compile("(?:;" + TOKEN + "(?:=(?:" + TOKEN + "|" + QUOTED + "))?)++");

    private ChunkExtensions() {}

    static boolean wellFormed(CharSequence text) {
        return ALL.matcher(text).matches();
    }
}
