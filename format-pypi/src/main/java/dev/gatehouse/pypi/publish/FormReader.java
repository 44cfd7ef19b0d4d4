package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.RefusedException;

import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.MultipartInput.MalformedStreamException;
import org.apache.commons.io.input.BoundedInputStream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a body of {@code multipart/form-data} part by part, without keeping any. Used for one
 * request.
 *
 * <p>Finding boundaries is left to commons-fileupload, which has done it for all of Java's servers
 * for twenty years; of it only the part that needs no servlet is used, and neither its temporary
 * files nor its iterator, which would open a form within the form. Its known faults are missing
 * bounds (CVE-2023-24998 on the number of parts, CVE-2025-48976 on their headers): both are bounded
 * here.
 */
final class FormReader implements Closeable {
    /** A project may have hundreds of classifiers, requirements and extras, each a part. */
    private static final int MOST_PARTS = 5000;

    private static final int MOST_HEADER = 4096;

    private static final int BUFFER = 64 << 10;
    private static final Pattern TYPE =
            Pattern.compile(
                    "(?i) *multipart/form-data *; *boundary=(?:\"([!-~&&[^\"\\\\]]{1,70})\""
                            + "|([!-~&&[^\"\\\\,;]]{1,70})) *(?:; *charset=\"?utf-8\"? *)?");

    private final InputStream bytes;
    private final MultipartInput parts;
    private int count;
    private boolean ended;

    /**
     * A reader of that body.
     *
     * @param most how many bytes the body may have
     */
    FormReader(String contentType, InputStream body, long most)
            throws IOException, RefusedException {
        Matcher type = TYPE.matcher(contentType);
        if (!type.matches()) {
            throw RefusedException.invalid(
                    "a body of type '%s': expected multipart/form-data with a boundary"
                            .formatted(contentType.length() > 200 ? "..." : contentType));
        }
        String boundary = type.group(1) == null ? type.group(2) : type.group(1);
        bytes = atMost(most, body, "a form");
        MultipartInput.Builder builder = MultipartInput.builder();
        builder.setInputStream(bytes).setBufferSize(BUFFER);
        parts =
                builder.setBoundary(boundary.getBytes(StandardCharsets.US_ASCII))
                        .setMaxPartHeaderSize(MOST_HEADER)
                        .get();
        parts.setHeaderCharset(StandardCharsets.UTF_8);
    }

    /** The next part; the one before it must not be read any more. */
    Optional<FormPart> next() throws IOException, RefusedException {
        try {
            boolean another = count == 0 ? parts.skipPreamble() : skipRest();
            if (!another) {
                return end();
            }
            if (++count > MOST_PARTS) {
                throw RefusedException.tooLarge("a form of more than " + MOST_PARTS + " parts");
            }
            PartHead head = PartHead.parse(parts.readHeaders());
            return Optional.of(new FormPart(head.name(), head.fileName(), parts.newInputStream()));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private boolean skipRest() throws IOException {
        if (ended) {
            return false;
        }
        parts.discardBodyData();
        return parts.readBoundary();
    }

    private Optional<FormPart> end() throws RefusedException {
        ended = true;
        if (count == 0) {
            throw RefusedException.invalid("the body has no part: expected a form");
        }
        return Optional.empty();
    }

    /**
     * The same stream, of which no more than so many bytes are taken.
     *
     * @param what it is, for the refusal
     */
    static InputStream atMost(long most, InputStream in, String what) throws IOException {
        return BoundedInputStream.builder()
                .setInputStream(in)
                .setMaxCount(most + 1)
                .setOnMaxCount((limit, read) -> tooLong(what, most))
                .get();
    }

    private static void tooLong(String what, long most) throws FileUploadSizeException {
        throw new FileUploadSizeException(
                "%s of more than %d bytes cannot be published here".formatted(what, most),
                most,
                most);
    }

    /** What a failure to read the form or one of its parts comes to. */
    static IOException failure(IOException failure) throws RefusedException {
        if (failure instanceof FileUploadSizeException) {
            throw RefusedException.tooLarge(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof MalformedStreamException) {
            throw RefusedException.invalid("the form cannot be read: " + failure.getMessage());
        }
        return failure;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
