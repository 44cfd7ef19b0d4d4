package dev.gatehouse.pypi.archive;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The RECORD of a wheel: its files, each with a digest of its content (recording installed
 * projects). A table in the dialect of CSV that Python's {@code csv} writes and reads.
 *
 * @param lines the files that it lists
 */
record WheelRecord(List<Line> lines) {
    private static final int MOST_BYTES = 32 << 20;
    private static final String SHA256 = "sha256=";

    /**
     * One file.
     *
     * @param hash as it stands there; empty for none
     */
    record Line(String path, String hash) {}

    static WheelRecord read(InputStream content) throws IOException, BadArchiveException {
        byte[] bytes = content.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadArchiveException("it has a RECORD of more than " + MOST_BYTES + " bytes");
        }
        try {
            return parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new BadArchiveException("its RECORD is not in UTF-8");
        }
    }

    static WheelRecord parse(String text) {
        List<Line> lines = new ArrayList<>();
        CsvRows rows = new CsvRows(text);
        for (var row = rows.next(); row.isPresent(); row = rows.next()) {
            List<String> fields = row.get();
            if (!fields.getFirst().isEmpty()) {
                lines.add(new Line(fields.getFirst(), fields.size() > 1 ? fields.get(1) : ""));
            }
        }
        return new WheelRecord(List.copyOf(lines));
    }

    /** Checks each file that it lists with a SHA-256. */
    void requireSame(Map<String, Digest> sha256) throws BadArchiveException {
        for (Line line : lines) {
            if (!line.hash().startsWith(SHA256)) {
                continue;
            }
            Digest actual = sha256.get(line.path());
            if (actual == null) {
                throw new BadArchiveException(
                        "its RECORD lists '%s', which is not in it".formatted(shown(line.path())));
            }
            if (!digest(line.hash()).filter(actual::equals).isPresent()) {
                throw new BadArchiveException(
                        "its RECORD has the %s for '%s', the file has %s%s"
                                .formatted(
                                        shown(line.hash()),
                                        shown(line.path()),
                                        SHA256,
                                        written(actual)));
            }
        }
    }

    /** In the alphabet for URLs; the signs at its end that fill it up are left out, or not. */
    private static Optional<Digest> digest(String hash) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(hash.substring(SHA256.length()));
            return raw.length == DigestAlgorithm.SHA256.bytes()
                    ? Optional.of(Digest.of(DigestAlgorithm.SHA256, raw))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String written(Digest digest) {
        return digest.base64().replace('+', '-').replace('/', '_').replace("=", "");
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 100 ? line.substring(0, 100) + "..." : line;
    }
}
