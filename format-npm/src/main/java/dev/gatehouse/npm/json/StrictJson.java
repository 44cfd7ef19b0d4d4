package dev.gatehouse.npm.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Small documents as trees: UTF-8 only, no member twice, nothing behind the end. Thread-safe. */
public final class StrictJson {
    private static final int MOST_BYTES = 64 << 20;

    private final JsonMapper mapper =
            JsonMapper.builder(JsonText.factory(MOST_BYTES))
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private final JsonMapper streaming =
            JsonMapper.builder(JsonText.factory(Long.MAX_VALUE))
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Reads a document; anything wrong with it is an {@link IOException}. */
    public JsonNode read(ByteBuffer content) throws IOException {
        if (content.remaining() > MOST_BYTES) {
            throw new IOException("JSON of " + content.remaining() + " bytes");
        }
        String text = StandardCharsets.UTF_8.newDecoder().decode(content.duplicate()).toString();
        return read(text);
    }

    /** What a source that is not to be relied on sent, if it can be read. */
    public Optional<JsonNode> find(ByteBuffer content) {
        try {
            return Optional.of(read(content));
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    /** Reads a document of at most that many bytes. */
    public JsonNode read(InputStream content, int mostBytes) throws IOException {
        byte[] bytes = content.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw new IOException("JSON of more than " + mostBytes + " bytes");
        }
        return read(ByteBuffer.wrap(bytes));
    }

    /** Reads a document. */
    public JsonNode read(String text) throws IOException {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            throw new IOException("malformed JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A parser of a document that may be too big to hold; its values can be read as trees. */
    public JsonParser parser(InputStream content) {
        return streaming.createParser(content);
    }

    /** Reads what was written here, which is well-formed; an empty text is an empty object. */
    public ObjectNode own(String text) {
        return text.isEmpty() ? object() : (ObjectNode) mapper.readTree(text);
    }

    public ObjectNode object() {
        return mapper.createObjectNode();
    }

    /** The string member of that name. */
    public static Optional<String> text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
