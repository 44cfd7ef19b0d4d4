package dev.gatehouse.server.api.upload;

import dev.gatehouse.server.api.call.ApiException;

import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.MultipartInput.MalformedStreamException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form in which a file comes: texts, and behind them the part {@code file} (RFC 7578).
 * Boundaries are found by commons-fileupload; the number and size of parts and headers are bounded
 * here.
 */
final class UploadForm {
    private static final int MOST_PARTS = 20;
    private static final int MOST_HEADER = 2048;
    private static final int MOST_TEXT = 1024;
    private static final int BUFFER = 64 << 10;
    private static final Pattern TYPE =
            Pattern.compile(
                    "(?i) *multipart/form-data *; *boundary=(?:\"([!-~&&[^\"\\\\]]{1,70})\""
                            + "|([!-~&&[^\"\\\\,;]]{1,70})) *");
    private static final Pattern HEAD =
            Pattern.compile(
                    "(?im)^content-disposition: *form-data; *name=\"([^\"\\\\\\p{Cntrl}]*)\""
                            + "(?:; *filename=\"([^\"\\\\\\p{Cntrl}]*)\")? *\\r?$");

    private UploadForm() {}

    /** Is given the parts as they come. */
    interface Parts {
        void text(String name, String value);

        void file(String fileName, InputStream content) throws IOException, InterruptedException;
    }

    /** Reads a form, which ends with its file. */
    static void read(String contentType, InputStream body, Parts parts)
            throws IOException, InterruptedException {
        try {
            readParts(contentType, body, parts);
        } catch (MalformedStreamException | FileUploadSizeException e) {
            throw wrong("the form cannot be read: " + e.getMessage());
        }
    }

    private static void readParts(String contentType, InputStream body, Parts parts)
            throws IOException, InterruptedException {
        MultipartInput form = open(contentType, body);
        boolean another = form.skipPreamble();
        for (int count = 0; another; count++) {
            if (count == MOST_PARTS) {
                throw wrong("a form of more than " + MOST_PARTS + " parts");
            }
            Matcher head = HEAD.matcher(form.readHeaders());
            if (!head.find()) {
                throw wrong("a part without a readable Content-Disposition");
            }
            InputStream content = form.newInputStream();
            if (head.group(1).equals("file")) {
                parts.file(head.group(2) == null ? "" : head.group(2), content);
                return;
            }
            byte[] text = content.readNBytes(MOST_TEXT + 1);
            if (text.length > MOST_TEXT) {
                throw wrong("a text of more than " + MOST_TEXT + " bytes");
            }
            parts.text(head.group(1), new String(text, StandardCharsets.UTF_8));
            form.discardBodyData();
            another = form.readBoundary();
        }
        throw wrong("there is no part 'file'");
    }

    private static MultipartInput open(String contentType, InputStream body) throws IOException {
        Matcher type = TYPE.matcher(contentType);
        if (!type.matches()) {
            throw wrong("expected multipart/form-data with a boundary");
        }
        String boundary = type.group(1) == null ? type.group(2) : type.group(1);
        MultipartInput.Builder builder = MultipartInput.builder();
        builder.setInputStream(body).setBufferSize(BUFFER);
        return builder.setBoundary(boundary.getBytes(StandardCharsets.US_ASCII))
                .setMaxPartHeaderSize(MOST_HEADER)
                .get();
    }

    private static ApiException wrong(String problem) {
        return ApiException.unprocessable("file", problem);
    }
}
