package dev.gatehouse.npm.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** JSON with the limits that hold for all documents of npm registries. */
public final class JsonText {
    /** Deeper than any manifest, shallower than any stack. */
    private static final int MOST_DEPTH = 500;

    private static final int MOST_NAME = 16 << 10;
    private static final int MOST_STRING = 64 << 20;
    private static final int MOST_NUMBER = 1000;

    private JsonText() {}

    /** A factory of parsers that read UTF-8 only and stop at a document of that many bytes. */
    public static JsonFactory factory(long mostBytes) {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(MOST_DEPTH)
                                .maxNameLength(MOST_NAME)
                                .maxStringLength(MOST_STRING)
                                .maxNumberLength(MOST_NUMBER)
                                .maxDocumentLength(mostBytes)
                                .build())
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .build();
    }

    /** Decodes a JSON string; the range includes its quotes and is known to be well-formed. */
    public static String string(ByteBuffer content, int start, int end) {
        byte[] bytes = new byte[end - start];
        content.get(start, bytes);
        for (byte each : bytes) {
            if (each == '\\') {
                return unescape(bytes);
            }
        }
        return new String(bytes, 1, bytes.length - 2, StandardCharsets.UTF_8);
    }

    /** Any text as a JSON string in UTF-8, with its quotes. */
    public static byte[] quoted(String text) {
        byte[] inside = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] quoted = new byte[inside.length + 2];
        System.arraycopy(inside, 0, quoted, 1, inside.length);
        quoted[0] = '"';
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    private static String unescape(byte[] quoted) {
        try (JsonParser parser =
                factory(MOST_STRING).createParser(ObjectReadContext.empty(), quoted)) {
            parser.nextToken();
            return parser.getString();
        }
    }
}
