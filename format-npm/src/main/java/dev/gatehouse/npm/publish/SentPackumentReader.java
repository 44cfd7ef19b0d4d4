package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.BoundedInput;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.npm.json.StrictJson;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Reads packuments that clients send: the attachments' base64 goes straight into drafts, whatever
 * the order of the members. Used for one request.
 */
final class SentPackumentReader {
    /** As much as all manifests of a name with many versions. */
    private static final long MOST_MEMBERS = 32L << 20;

    private static final int MOST_FILES = 2;

    private final StrictJson json;
    private final Intake intake;
    private final long mostBytes;
    private final EarlyCheck early;
    private final List<SentFile> files = new ArrayList<>();

    /** Is asked before attachments are read, and again with all members behind them. */
    interface EarlyCheck {
        void check(ObjectNode members) throws RefusedException;
    }

    SentPackumentReader(StrictJson json, Intake intake, long mostBytes, EarlyCheck early) {
        this.json = json;
        this.intake = intake;
        this.mostBytes = mostBytes;
        this.early = early;
    }

    SentPackument read(RequestBody body) throws IOException, RefusedException {
        try (InputStream in = body.open();
                BoundedInput budgeted =
                        new BoundedInput(
                                in, MOST_MEMBERS, "the packument that was sent is too large");
                JsonParser parser = json.parser(budgeted)) {
            return read(parser, budgeted);
        } catch (BoundedInput.TooLargeException e) {
            throw RefusedException.tooLarge(Objects.toString(e.getMessage()));
        } catch (JacksonIOException e) {
            throw failure(e.getCause());
        } catch (JacksonException e) {
            throw RefusedException.invalid("malformed packument: " + e.getOriginalMessage());
        }
    }

    private static IOException failure(@Nullable IOException cause) throws RefusedException {
        if (cause instanceof BoundedInput.TooLargeException) {
            throw RefusedException.tooLarge(Objects.toString(cause.getMessage()));
        }
        return cause == null ? new IOException("the body could not be read") : cause;
    }

    private SentPackument read(JsonParser parser, BoundedInput in)
            throws IOException, RefusedException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw RefusedException.invalid("expected a packument: a JSON object");
        }
        ObjectNode members = json.object();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (name.equals("_attachments")) {
                early.check(members);
                attachments(parser, in);
            } else {
                JsonNode value = parser.readValueAsTree();
                members.set(name, value);
            }
        }
        if (parser.nextToken() != null) {
            throw RefusedException.invalid("the packument goes on behind its end");
        }
        if (!files.isEmpty()) {
            early.check(members);
        }
        return new SentPackument(members, files);
    }

    private void attachments(JsonParser parser, BoundedInput in)
            throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (files.size() == MOST_FILES || parser.nextToken() != JsonToken.START_OBJECT) {
                throw RefusedException.invalid(
                        "expected one tarball and at most one provenance bundle");
            }
            files.add(attachment(name, parser, in));
        }
    }

    private SentFile attachment(String name, JsonParser parser, BoundedInput in)
            throws IOException, RefusedException {
        OptionalLong declared = OptionalLong.empty();
        @Nullable BlobDraft draft = null;
        for (String member = parser.nextName(); member != null; member = parser.nextName()) {
            JsonToken token = parser.nextToken();
            if (member.equals("data") && token == JsonToken.VALUE_STRING) {
                in.uncounted(true);
                draft = data(parser);
                in.uncounted(false);
            } else if (member.equals("length") && token == JsonToken.VALUE_NUMBER_INT) {
                declared = OptionalLong.of(parser.getLongValue());
            } else {
                parser.skipChildren();
            }
        }
        if (draft == null) {
            throw RefusedException.invalid("attachment " + name + " has no data");
        }
        return new SentFile(name, declared, draft);
    }

    private BlobDraft data(JsonParser parser) throws IOException {
        BlobDraft draft = intake.draft();
        parser.readBinaryValue(new BoundedOutput(draft.sink(), mostBytes));
        return draft;
    }
}
