package dev.gatehouse.server.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A well-formed HTTP/1.1 answer, and the ways in which it can go wrong. Immutable: every method
 * gives another one. As a {@link Script} it is sent whole, and the connection stays open unless the
 * body ends by closing it.
 */
public final class Answer implements Script {
    private static final Map<Integer, String> REASONS =
            Map.of(
                    200,
                    "OK",
                    206,
                    "Partial Content",
                    302,
                    "Found",
                    304,
                    "Not Modified",
                    404,
                    "Not Found");

    private enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private final int status;
    private final List<String> fields;
    private final byte[] body;
    private final Framing framing;
    private final Optional<Long> declared;

    private Answer(
            int status,
            List<String> fields,
            byte[] body,
            Framing framing,
            Optional<Long> declared) {
        this.status = status;
        this.fields = List.copyOf(fields);
        this.body = body;
        this.framing = framing;
        this.declared = declared;
    }

    static Answer status(int status) {
        return new Answer(status, List.of(), new byte[0], Framing.LENGTH, Optional.empty());
    }

    /** One more header field, as it is; nothing is checked. */
    public Answer header(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name + ": " + value);
        return new Answer(status, more, body, framing, declared);
    }

    public Answer type(String type) {
        return header("Content-Type", type);
    }

    public Answer body(byte[] bytes) {
        return new Answer(status, fields, bytes.clone(), framing, declared);
    }

    public Answer body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The body in chunks of 8 KiB instead of with a length. */
    public Answer chunked() {
        return new Answer(status, fields, body, Framing.CHUNKED, declared);
    }

    /** The body without a length: it ends when the connection does. */
    public Answer untilClose() {
        return new Answer(status, fields, body, Framing.UNTIL_CLOSE, declared);
    }

    /** Says this {@code Content-Length}, whatever the body is. */
    public Answer declaring(long length) {
        return new Answer(status, fields, body, Framing.LENGTH, Optional.of(length));
    }

    @Override
    public List<Step> steps() {
        List<Step> whole = List.of(Step.send(head()), Step.send(framed()));
        return framing == Framing.UNTIL_CLOSE ? plus(whole, Step.close()) : whole;
    }

    /** Only the head, as for a HEAD request. */
    public Script headOnly() {
        return Script.of(Step.send(head()));
    }

    /** The head, and never a body; the connection stays open. */
    public Script stalledAfterHead() {
        return stalledAfter(0);
    }

    /** The head and so many bytes of the framed body, then silence. */
    public Script stalledAfter(int bytes) {
        return cut(bytes, Step.hold());
    }

    /** The head and so many bytes of the framed body, then an orderly end. */
    public Script truncatedTo(int bytes) {
        return cut(bytes, Step.close());
    }

    /** The head and so many bytes of the framed body, then a TCP reset. */
    public Script resetAfter(int bytes) {
        return cut(bytes, Step.reset());
    }

    /** The head at once, the body slowly. */
    public Script trickled(int bytesPerSecond) {
        return Script.of(Step.send(head()), Step.trickle(framed(), bytesPerSecond));
    }

    /** Everything slowly, the head too. */
    public Script trickledFromTheStart(int bytesPerSecond) {
        return Script.of(Step.trickle(concat(head(), framed()), bytesPerSecond));
    }

    /** The whole answer and these bytes straight after it. */
    public Script withExtra(String bytes) {
        byte[] extra = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return Script.of(Step.send(concat(concat(head(), framed()), extra)));
    }

    /** The head, then the body over and over until the client is gone. */
    public Script endless() {
        return Script.of(Step.send(head()), Step.endless(body.clone()));
    }

    private Script cut(int bytes, Step end) {
        return Script.of(Step.send(head()), Step.send(Arrays.copyOf(framed(), bytes)), end);
    }

    private byte[] head() {
        var head = new StringBuilder();
        head.append("HTTP/1.1 ").append(status).append(' ');
        head.append(REASONS.getOrDefault(status, "Scripted")).append("\r\n");
        fields.forEach(field -> head.append(field).append("\r\n"));
        switch (framing) {
            case LENGTH -> head.append(lengthField());
            case CHUNKED -> head.append("Transfer-Encoding: chunked\r\n");
            case UNTIL_CLOSE -> head.append("Connection: close\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String lengthField() {
        boolean bodiless = status == 304 || status == 204 || status < 200;
        if (bodiless && body.length == 0 && declared.isEmpty()) {
            return "";
        }
        return "Content-Length: " + declared.orElse((long) body.length) + "\r\n";
    }

    private byte[] framed() {
        return framing == Framing.CHUNKED ? inChunks(body) : body.clone();
    }

    private static byte[] inChunks(byte[] body) {
        var chunks = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += 8192) {
            int length = Math.min(8192, body.length - at);
            chunks.writeBytes(
                    (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(body, at, length);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunks.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static List<Step> plus(List<Step> steps, Step last) {
        return Stream.concat(steps.stream(), Stream.of(last)).toList();
    }
}
