package dev.gatehouse.server.pgp;

import org.bouncycastle.bcpg.CRC24;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes text with armored blocks apart (RFC 9580, 6). Strict: a block has its blank line, clean
 * base64, a right checksum where it has one, and the end that belongs to its beginning. What lies
 * between blocks is told as text, so that a reader of KEYS files may pass over it and a reader of
 * signatures may refuse it.
 */
final class Armor {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ,/]{1,64})-----");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*:( .*)?");
    private static final String DASHES = "-----";
    private static final int CHECKSUM_LENGTH = 5;

    private final List<String> lines;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;

    private Armor(List<String> lines) {
        this.lines = lines;
    }

    /** The pieces of a text, in order. */
    static List<Piece> pieces(byte[] content) {
        var text = new String(content, StandardCharsets.ISO_8859_1);
        return new Armor(text.lines().map(String::stripTrailing).toList()).read();
    }

    private List<Piece> read() {
        while (at < lines.size()) {
            var begin = BEGIN.matcher(lines.get(at));
            if (begin.matches()) {
                pieces.add(block(begin.group(1)));
            } else {
                if (!lines.get(at).isEmpty()) {
                    pieces.add(new Text(at + 1));
                }
                at++;
            }
        }
        return pieces;
    }

    /** Reads one block; a broken one ends where the next could begin. */
    private Piece block(String label) {
        int line = ++at;
        try {
            skipHeaders();
            var body = new StringBuilder();
            while (at < lines.size() && !ends(lines.get(at))) {
                body.append(lines.get(at++));
            }
            var data = decode(body);
            checkSum(data);
            expectEnd(label);
            return new Block(label, line, data);
        } catch (MalformedPgpException e) {
            return new Broken(line, e.why());
        }
    }

    private void skipHeaders() throws MalformedPgpException {
        while (at < lines.size() && !lines.get(at).isEmpty()) {
            if (!HEADER.matcher(lines.get(at)).matches()) {
                throw new MalformedPgpException("line %d is no armor header".formatted(at + 1));
            }
            at++;
        }
        at++;
    }

    private static boolean ends(String line) {
        return line.startsWith("=") || line.startsWith(DASHES);
    }

    private static byte[] decode(CharSequence body) throws MalformedPgpException {
        try {
            return Base64.getDecoder().decode(body.toString());
        } catch (IllegalArgumentException e) {
            throw new MalformedPgpException("its base64 is damaged");
        }
    }

    private void checkSum(byte[] data) throws MalformedPgpException {
        if (at >= lines.size() || !lines.get(at).startsWith("=")) {
            return;
        }
        var crc = new CRC24();
        for (byte b : data) {
            crc.update(b);
        }
        int sum = crc.getValue();
        var expected =
                Base64.getEncoder()
                        .encodeToString(
                                new byte[] {(byte) (sum >> 16), (byte) (sum >> 8), (byte) sum});
        var told = lines.get(at++);
        if (told.length() != CHECKSUM_LENGTH || !told.substring(1).equals(expected)) {
            throw new MalformedPgpException("its checksum does not fit");
        }
    }

    private void expectEnd(String label) throws MalformedPgpException {
        if (at >= lines.size()) {
            throw new MalformedPgpException("it has no end");
        }
        if (!lines.get(at).equals("-----END " + label + DASHES)) {
            throw new MalformedPgpException(
                    "expected the end of '%s' in line %d".formatted(label, at + 1));
        }
        at++;
    }

    /** What a text is made of. */
    sealed interface Piece {
        /** The number of its first line, from 1. */
        int line();
    }

    /** An armored block, decoded. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(String label, int line, byte[] data) implements Piece {}

    /** A block that cannot be read. */
    record Broken(int line, String why) implements Piece {}

    /** A line between blocks that is not blank. */
    record Text(int line) implements Piece {}
}
