package dev.gatehouse.server.http;

import java.util.ArrayList;
import java.util.List;

/** Messages that must be refused, each with its status. */
final class Probes {
    private final List<Probe> all = new ArrayList<>();

    /** One message and the status that it must get. */
    record Probe(String name, String bytes, int status) {
        @Override
        public String toString() {
            return name + " -> " + status;
        }
    }

    private Probes() {}

    static List<Probe> all() {
        Probes probes = new Probes();
        probes.requestLines();
        probes.hosts();
        probes.fields();
        probes.contentLengths();
        probes.transferEncodings();
        probes.chunks();
        PathProbes.all().forEach((name, path) -> probes.path(name, path));
        probes.rest();
        return List.copyOf(probes.all);
    }

    private void add(int status, String name, String bytes) {
        all.add(new Probe(name, bytes, status));
    }

    private void line(int status, String name, String line) {
        add(status, name, line + "\r\nHost: localhost\r\n\r\n");
    }

    private void field(int status, String name, String field) {
        add(status, name, "GET /probe HTTP/1.1\r\nHost: localhost\r\n" + field + "\r\n\r\n");
    }

    private void post(int status, String name, String fields, String body) {
        add(
                status,
                name,
                "POST /probe HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n\r\n" + body);
    }

    private void path(String name, String path) {
        line(400, "path: " + name, "GET " + path + " HTTP/1.1");
    }

    private void requestLines() {
        line(400, "tab between the parts", "GET\t/probe\tHTTP/1.1");
        line(400, "two spaces before the target", "GET  /probe HTTP/1.1");
        line(400, "two spaces before the version", "GET /probe  HTTP/1.1");
        line(400, "space at the end", "GET /probe HTTP/1.1 ");
        line(400, "space at the start", " GET /probe HTTP/1.1");
        line(400, "no version", "GET /probe");
        line(400, "only a method", "GET");
        line(400, "lower-case version", "GET /probe http/1.1");
        line(400, "HTTP/9.9", "GET /probe HTTP/9.9");
        line(400, "HTTP/2.0", "GET /probe HTTP/2.0");
        line(400, "HTTP/1.2", "GET /probe HTTP/1.2");
        line(400, "HTTP/1.10", "GET /probe HTTP/1.10");
        line(400, "HTTP/01.1", "GET /probe HTTP/01.1");
        line(400, "HTTP/1", "GET /probe HTTP/1");
        line(400, "HTTP / 1.1", "GET /probe HTTP / 1.1");
        line(400, "method with a parenthesis", "G(ET /probe HTTP/1.1");
        line(400, "method with a byte above ASCII", "G\u00e9T /probe HTTP/1.1");
        line(400, "NUL in the method", "GE\0T /probe HTTP/1.1");
        line(501, "lower-case method", "get /probe HTTP/1.1");
        line(501, "unknown method", "BREW /probe HTTP/1.1");
        line(501, "TRACE", "TRACE /probe HTTP/1.1");
        line(501, "CONNECT", "CONNECT localhost:80 HTTP/1.1");
        line(400, "bare CR in the line", "GET /pro\rbe HTTP/1.1");
        add(400, "bare LF after the line", "GET /probe HTTP/1.1\nHost: localhost\r\n\r\n");
        add(400, "bare LF everywhere", "GET /probe HTTP/1.1\nHost: localhost\n\n");
        add(400, "two empty lines first", "\r\n\r\nGET /probe HTTP/1.1\r\nHost: localhost\r\n\r\n");
        add(400, "TLS to a plain port", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000");
        add(400, "preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    }

    private void hosts() {
        add(400, "host missing", "GET /probe HTTP/1.1\r\n\r\n");
        add(400, "host empty", "GET /probe HTTP/1.1\r\nHost:\r\n\r\n");
        add(400, "host twice", "GET /probe HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n");
        for (String host :
                List.of(
                        "localhost, other",
                        "user@localhost",
                        "localhost/path",
                        "localhost?q",
                        "localhost#f",
                        "localhost\\x",
                        "local host",
                        "[::1",
                        "[::1]x",
                        "[zz]",
                        "::1",
                        "localhost:",
                        "localhost:0",
                        "localhost:65536",
                        "localhost:8o",
                        "localhost:+80",
                        "localhost:80:80",
                        "http://localhost",
                        "l\u00f6calhost",
                        "[::1%25lo]",
                        "%6cocalhost")) {
            add(400, "host " + host, "GET /probe HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        }
        for (String host : List.of("evil.example", "127.1", "localhost.evil.example", "10.0.0.1")) {
            add(421, "host " + host, "GET /probe HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        }
        line(400, "absolute target of another host", "GET http://evil.example/probe HTTP/1.1");
        line(400, "absolute target of another port", "GET http://localhost:81/probe HTTP/1.1");
        line(400, "absolute target with a user", "GET http://u@localhost/probe HTTP/1.1");
        line(400, "absolute target of another scheme", "GET ftp://localhost/probe HTTP/1.1");
        line(400, "absolute target without host", "GET http:///probe HTTP/1.1");
    }

    private void fields() {
        field(400, "folded line", "X-A: one\r\n two");
        field(400, "folded line by tab", "X-A: one\r\n\ttwo");
        add(400, "folded first line", "GET /probe HTTP/1.1\r\n Host: localhost\r\n\r\n");
        field(400, "space before the colon", "X-A : one");
        field(400, "tab before the colon", "X-A\t: one");
        field(400, "space in the name", "X A: one");
        field(400, "empty name", ": one");
        field(400, "no colon", "X-A");
        field(400, "NUL in a value", "X-A: o\0ne");
        field(400, "NUL in a name", "X\0A: one");
        field(400, "bare CR in a value", "X-A: o\rne");
        field(400, "bare LF in a value", "X-A: o\nX-B: ne");
        field(400, "DEL in a value", "X-A: o\u007fne");
        field(400, "BEL in a value", "X-A: o\u0007ne");
        field(400, "byte above ASCII in a name", "X-\u00c4: one");
        field(400, "twin content_length", "Content_Length: 5");
        field(400, "twin transfer_encoding", "Transfer_Encoding: chunked");
        field(400, "twin x_forwarded_host", "X_Forwarded-Host: evil.example");
        field(400, "twin host", "Authorization: a\r\nX_Api_Key: b");
        field(400, "authorization twice", "Authorization: a\r\nAuthorization: b");
        field(400, "range twice", "Range: bytes=0-1\r\nRange: bytes=2-3");
        field(417, "unknown expectation", "Expect: the-unexpected");
        field(417, "expectation list", "Expect: 100-continue, x");
        field(415, "brotli body", "Content-Encoding: br");
        field(415, "gzip twice", "Content-Encoding: gzip, gzip");
        field(431, "too many fields", "A: b\r\n".repeat(120) + "X: y");
        field(431, "head too long", "A: " + "b".repeat(40_000));
        line(414, "line too long", "GET /" + "a".repeat(9000) + " HTTP/1.1");
    }

    private void contentLengths() {
        for (String value :
                List.of(
                        "",
                        "+5",
                        "-5",
                        "0x5",
                        "5.0",
                        "5 5",
                        "5,5",
                        "5, 5",
                        "05",
                        "00",
                        "5;x",
                        "99999999999999999999",
                        "9223372036854775808",
                        "five",
                        "5\u00a0",
                        "\u0665",
                        "1e1",
                        "5\0",
                        "'5'")) {
            post(400, "content-length " + value, "Content-Length: " + value, "hello");
        }
        post(400, "content-length twice", "Content-Length: 5\r\nContent-Length: 5", "hello");
        post(400, "two lengths", "Content-Length: 5\r\nContent-Length: 6", "hello");
        post(413, "over the limit", "Content-Length: 999999999999", "");
        field(400, "body of a GET", "Content-Length: 5");
    }

    private void transferEncodings() {
        for (String value :
                List.of(
                        "gzip, chunked",
                        ", chunked",
                        "chunked,",
                        "chunked, chunked",
                        "chunked, identity",
                        "chunked;q=1",
                        "chunked x",
                        "\"chunked\"",
                        "'chunked' x",
                        "chunked\u000b",
                        "chunked\u000c",
                        "chunked\u00a0",
                        "",
                        "\u000bchunked",
                        "chun\r\n ked",
                        "chunked\0",
                        "x,chunked",
                        "identity, chunked")) {
            post(400, "transfer-encoding " + value, "Transfer-Encoding: " + value, "0\r\n\r\n");
        }
        for (String value : List.of("gzip", "identity", "xchunked", "chunk", "cow", "deflate")) {
            post(501, "transfer-encoding " + value, "Transfer-Encoding: " + value, "0\r\n\r\n");
        }
        String chunked = "Transfer-Encoding: chunked";
        post(400, "length and chunks", "Content-Length: 5\r\n" + chunked, "0\r\n\r\n");
        post(400, "chunks and length", chunked + "\r\nContent-Length: 5", "0\r\n\r\n");
        post(400, "chunked twice", chunked + "\r\n" + chunked, "0\r\n\r\n");
        post(400, "space before colon", "Transfer-Encoding : chunked", "0\r\n\r\n");
        field(400, "chunks of a GET", chunked);
        add(
                400,
                "chunks in HTTP/1.0",
                "POST /probe HTTP/1.0\r\nHost: localhost\r\n" + chunked + "\r\n\r\n0\r\n\r\n");
    }

    private void chunk(String name, String body) {
        post(400, "chunk: " + name, "Transfer-Encoding: chunked", body);
    }

    private void chunks() {
        chunk("bare semicolon", "5;\r\nhello\r\n0\r\n\r\n");
        chunk("extension with a space", "5; a=b\r\nhello\r\n0\r\n\r\n");
        chunk("extension with a bare LF", "5;a\nhello\r\n0\r\n\r\n");
        chunk("quoted CRLF in an extension", "5;a=\"\r\nhello\r\n0\r\n\r\n");
        chunk("extension that never ends", "5;" + "a".repeat(600) + "\r\nhello\r\n0\r\n\r\n");
        chunk("extension with a control", "5;a=\u0001\r\nhello\r\n0\r\n\r\n");
        chunk("prefix 0x", "0x5\r\nhello\r\n0\r\n\r\n");
        chunk("sign", "+5\r\nhello\r\n0\r\n\r\n");
        chunk("minus", "-5\r\nhello\r\n0\r\n\r\n");
        chunk("space before", " 5\r\nhello\r\n0\r\n\r\n");
        chunk("space after", "5 \r\nhello\r\n0\r\n\r\n");
        chunk("underscore", "1_0\r\nhello\r\n0\r\n\r\n");
        chunk("empty size", "\r\nhello\r\n0\r\n\r\n");
        chunk("not hexadecimal", "g\r\nhello\r\n0\r\n\r\n");
        chunk("overflow", "10000000000000005\r\nhello\r\n0\r\n\r\n");
        chunk("nine digits", "000000005\r\nhello\r\n0\r\n\r\n");
        chunk("bare LF after the size", "5\nhello\r\n0\r\n\r\n");
        chunk("bare CR after the size", "5\rhello\r\n0\r\n\r\n");
        chunk("bare LF after the data", "5\r\nhello\n0\r\n\r\n");
        chunk("data too long", "5\r\nhello world\r\n0\r\n\r\n");
        chunk("no CRLF after the data", "5\r\nhello0\r\n\r\n");
        chunk("trailer folded", "0\r\nA: b\r\n c\r\n\r\n");
        chunk("trailer without colon", "0\r\nA\r\n\r\n");
        chunk("trailer with a bare LF", "0\r\nA: b\nB: c\r\n\r\n");
        chunk("trailer with NUL", "0\r\nA: \0\r\n\r\n");
        post(
                431,
                "chunk: trailer too long",
                "Transfer-Encoding: chunked",
                "0\r\nA: " + "b".repeat(9000) + "\r\n\r\n");
    }

    private void rest() {
        String forwarded = "X-Forwarded-Host: evil.example";
        add(
                421,
                "forwarded host of a stranger is not believed",
                "GET /probe HTTP/1.1\r\nHost: evil.example\r\n" + forwarded + "\r\n\r\n");
    }
}
