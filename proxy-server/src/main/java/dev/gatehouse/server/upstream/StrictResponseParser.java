package dev.gatehouse.server.upstream;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.CharArrayBuffer;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the head of a response in the one way in which it can be read (RFC 9112). Of one
 * connection, so not thread-safe.
 *
 * <p>HttpClient's own parser skips garbage before the status line, joins folded lines, and takes a
 * head that is cut off in the middle for a whole one: half a {@code 404} would then say that a name
 * is free.
 */
final class StrictResponseParser implements HttpMessageParser<ClassicHttpResponse> {
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})(?: ([\\x20-\\x7e\\x80-\\xff\\t]*))?");
    private static final Pattern FIELD =
            Pattern.compile(
                    "([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\x20-\\x7e\\x80-\\xff\\t]*?)[ \\t]*");
    private static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_INTERIM = 8;

    private final CharArrayBuffer line = new CharArrayBuffer(256);
    private int interim;
    private int headLength;

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
            throws IOException, ProtocolException {
        headLength = 0;
        if (!nextLine(buffer, in)) {
            throw new NoHttpResponseException("the connection ended before an answer");
        }
        ClassicHttpResponse response = statusLine();
        while (true) {
            if (!nextLine(buffer, in)) {
                throw new ConnectionClosedException("the head of the answer is cut off");
            }
            if (line.isEmpty()) {
                return countInterim(response);
            }
            addField(response);
        }
    }

    private boolean nextLine(SessionInputBuffer buffer, InputStream in)
            throws IOException, ProtocolException {
        line.clear();
        int read = buffer.readLine(line, in);
        headLength += line.length() + 2;
        if (headLength > MAX_HEAD) {
            throw new ProtocolException("the head of the answer is longer than " + MAX_HEAD);
        }
        return read >= 0;
    }

    private ClassicHttpResponse statusLine() throws ProtocolException {
        Matcher match = STATUS_LINE.matcher(line);
        if (!match.matches()) {
            throw new ProtocolException("the answer does not begin with a status line");
        }
        var response =
                new BasicClassicHttpResponse(Integer.parseInt(match.group(2)), match.group(3));
        response.setVersion(
                match.group(1).equals("0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
        return response;
    }

    private void addField(ClassicHttpResponse response) throws ProtocolException {
        Matcher match = FIELD.matcher(line);
        if (!match.matches()) {
            throw new ProtocolException("a malformed header line in the answer");
        }
        response.addHeader(match.group(1), match.group(2));
    }

    private ClassicHttpResponse countInterim(ClassicHttpResponse response)
            throws ProtocolException {
        interim = response.getCode() < 200 ? interim + 1 : 0;
        if (response.getCode() == 101 || interim > MAX_INTERIM) {
            throw new ProtocolException(
                    "an answer of " + response.getCode() + " that nobody asked for");
        }
        return response;
    }
}
