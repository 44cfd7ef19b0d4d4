package dev.gatehouse.pypi.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The core metadata of a distribution, as far as an index needs them: header fields as in an e-mail
 * (core metadata specifications), in UTF-8.
 *
 * @param version as its author writes it; need not be in normal form
 * @param requiresPython which versions of Python it is for
 * @param summary for people; empty when it has none, likewise {@code license}, of which the first
 *     line is taken
 */
public record CoreMetadata(
        String name,
        String version,
        Optional<String> requiresPython,
        String summary,
        String license) {
    private static final int MOST_BYTES = 8 << 20;
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,100}):[ \\t]*(.*)");
    private static final Pattern KNOWN_VERSION = Pattern.compile("[12]\\.[0-9]{1,3}");

    /** Those that may be there only once and are looked at. */
    private static final Set<String> SINGLE =
            Set.of("metadata-version", "name", "version", "requires-python");

    /** Those that are for people: of several the first counts. */
    private static final Set<String> TOLD = Set.of("summary", "license", "license-expression");

    /** All of a metadata file. */
    static ByteBuffer bytes(InputStream content) throws IOException, BadArchiveException {
        byte[] bytes = content.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadArchiveException("it has metadata of more than " + MOST_BYTES + " bytes");
        }
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Reads a METADATA or PKG-INFO file. */
    public static CoreMetadata parse(ByteBuffer content) throws BadArchiveException {
        Map<String, String> fields = new HashMap<>();
        Map<String, String> told = new HashMap<>();
        String last = "";
        for (String line : text(content).split("\\r?\\n|\\r", -1)) {
            if (line.isEmpty()) {
                break;
            }
            if (line.startsWith(" ") || line.startsWith("\t")) {
                last = continued(fields, last);
            } else {
                last = field(fields, told, line);
            }
        }
        String form = required(fields, "metadata-version");
        if (!KNOWN_VERSION.matcher(form).matches()) {
            throw new BadArchiveException(
                    "its Metadata-Version is '%s': expected 1.x or 2.x".formatted(shown(form)));
        }
        return new CoreMetadata(
                required(fields, "name"),
                required(fields, "version"),
                Optional.ofNullable(fields.get("requires-python")).filter(v -> !v.isEmpty()),
                told.getOrDefault("summary", ""),
                told.getOrDefault("license-expression", told.getOrDefault("license", "")));
    }

    private static String text(ByteBuffer content) throws BadArchiveException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(content.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new BadArchiveException("its metadata are not in UTF-8");
        }
    }

    private static String field(Map<String, String> fields, Map<String, String> told, String line)
            throws BadArchiveException {
        Matcher field = FIELD.matcher(line);
        if (!field.matches()) {
            throw new BadArchiveException(
                    "its metadata have the line '%s': expected 'Field: value'"
                            .formatted(shown(line)));
        }
        String name = field.group(1).toLowerCase(Locale.ROOT);
        if (SINGLE.contains(name) && fields.put(name, field.group(2).strip()) != null) {
            throw new BadArchiveException("its metadata have more than one " + field.group(1));
        }
        if (TOLD.contains(name)) {
            told.putIfAbsent(name, field.group(2).strip());
        }
        return name;
    }

    /** None of those that are looked at can go over more than one line. */
    private static String continued(Map<String, String> fields, String last)
            throws BadArchiveException {
        if (last.isEmpty() || fields.containsKey(last)) {
            throw new BadArchiveException("its metadata go on in the next line where they may not");
        }
        return last;
    }

    private static String required(Map<String, String> fields, String name)
            throws BadArchiveException {
        String value = fields.getOrDefault(name, "");
        if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
            throw new BadArchiveException("its metadata have no usable " + name);
        }
        return value;
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 60 ? line.substring(0, 60) + "..." : line;
    }
}
