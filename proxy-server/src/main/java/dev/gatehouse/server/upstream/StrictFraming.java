package dev.gatehouse.server.upstream;

import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;

import java.util.regex.Pattern;

/**
 * How long the body of a response is (RFC 9112, section 6.3), refusing every message that another
 * reader could frame otherwise: length and chunks together, two lengths, codings besides {@code
 * chunked}.
 */
final class StrictFraming implements ContentLengthStrategy {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    @Override
    public long determineLength(HttpMessage message) throws ProtocolException {
        Header[] codings = message.getHeaders("Transfer-Encoding");
        Header[] lengths = message.getHeaders("Content-Length");
        if (codings.length > 0) {
            return chunked(message, codings, lengths);
        }
        if (lengths.length == 0) {
            return UNDEFINED;
        }
        if (lengths.length > 1 || !LENGTH.matcher(lengths[0].getValue()).matches()) {
            throw new ProtocolException("a malformed or repeated Content-Length");
        }
        return Long.parseLong(lengths[0].getValue());
    }

    private static long chunked(HttpMessage message, Header[] codings, Header[] lengths)
            throws ProtocolException {
        boolean plain = codings.length == 1 && codings[0].getValue().equalsIgnoreCase("chunked");
        if (!plain || lengths.length > 0 || HttpVersion.HTTP_1_0.equals(message.getVersion())) {
            throw new ProtocolException("an ambiguous Transfer-Encoding");
        }
        return CHUNKED;
    }
}
