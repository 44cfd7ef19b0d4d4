package dev.gatehouse.npm.packument;

import dev.gatehouse.core.format.BadUpstreamException;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.nio.ByteBuffer;

/** A JSON parser that knows where it stands in the bytes. Not thread-safe. */
final class Cursor implements AutoCloseable {
    private final ByteBuffer content;
    private final JsonParser parser;

    Cursor(JsonFactory factory, ByteBuffer content) {
        this.content = content;
        this.parser = factory.createParser(ObjectReadContext.empty(), new Utf8Input(content));
    }

    JsonToken next() {
        return parser.nextToken();
    }

    /** The name of the next member; null at the object's end. */
    @Nullable String nextMember() {
        return parser.nextName();
    }

    /** Where the current token begins: at its quote, brace or first character. */
    int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Behind the current token, which is whole. */
    int end() {
        return (int) parser.currentLocation().getByteOffset();
    }

    /** Goes to the end of an object or array that has begun; stays at anything else. */
    void skip() {
        parser.skipChildren();
    }

    /** The string that comes next; its whole token is read. */
    String nextString(String what) throws BadUpstreamException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw new BadUpstreamException(what + " is no string");
        }
        return parser.getString();
    }

    /** Reads the current token to its end. */
    void finish() {
        parser.finishToken();
    }

    /** The string that the current token is. */
    String string() {
        return parser.getString();
    }

    /** The offset before any white space and comma that stand before {@code offset}. */
    int trimmed(int offset) {
        int at = beforeSpace(offset);
        return content.get(at - 1) == ',' ? beforeSpace(at - 1) : at;
    }

    private int beforeSpace(int offset) {
        int at = offset;
        while (content.get(at - 1) <= ' ' && content.get(at - 1) >= 0) {
            at--;
        }
        return at;
    }

    @Override
    public void close() {
        parser.close();
    }
}
