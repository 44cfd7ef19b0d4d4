package dev.gatehouse.pypi.simple;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** JSON with the limits that hold for all documents of Python indexes. */
public final class JsonLimits {
    private static final int MOST_DEPTH = 100;
    private static final int MOST_NAME = 16 << 10;
    private static final int MOST_STRING = 1 << 20;
    private static final int MOST_NUMBER = 100;

    private JsonLimits() {}

    /**
     * A factory of parsers that read UTF-8 only, take no member twice, and stop at that many bytes.
     */
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
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .build();
    }
}
