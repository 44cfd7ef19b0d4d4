package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code base64url.encode_no_pad}, {@code hex.*}, {@code urlquery.*}. */
final class EncodingFunctions {
    private static final Pattern AND = Pattern.compile("&");

    private EncodingFunctions() {}

    static Map<String, Builtin> all() {
        return Map.of(
                "base64url.encode_no_pad",
                a ->
                        new Text(
                                Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(utf8(a.text(0)))),
                "hex.encode",
                a -> new Text(HexFormat.of().formatHex(utf8(a.text(0)))),
                "hex.decode",
                EncodingFunctions::unhex,
                "urlquery.encode",
                a -> new Text(escape(a.text(0))),
                "urlquery.decode",
                a -> new Text(unescape(a.text(0))),
                "urlquery.encode_object",
                EncodingFunctions::encodeObject,
                "urlquery.decode_object",
                EncodingFunctions::decodeObject);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RegoValue unhex(Arguments a) {
        try {
            byte[] bytes = HexFormat.of().parseHex(a.text(0));
            return new Text(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException invalid) {
            throw new UndefinedException("no hexadecimal digits");
        }
    }

    /** Java's form encoding keeps {@code *} and escapes {@code ~}; Go's is the other way round. */
    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String unescape(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        byte[] encoded = utf8(text);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                bytes.write(hexPair(encoded, i));
                i += 2;
            } else {
                bytes.write(encoded[i] == '+' ? ' ' : encoded[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hexPair(byte[] bytes, int percent) {
        int high = percent + 1 < bytes.length ? Character.digit(bytes[percent + 1], 16) : -1;
        int low = percent + 2 < bytes.length ? Character.digit(bytes[percent + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw new UndefinedException("a wrong escape");
        }
        return high * 16 + low;
    }

    /** By the names, sorted. */
    private static RegoValue encodeObject(Arguments a) {
        List<String> pairs = new ArrayList<>();
        a.fields(0)
                .values()
                .forEach(
                        (key, value) -> {
                            String name = escape(Arguments.text(key)) + "=";
                            texts(value).forEach(t -> pairs.add(name + escape(t)));
                        });
        return new Text(String.join("&", pairs));
    }

    private static List<String> texts(RegoValue value) {
        Collection<RegoValue> values =
                switch (value) {
                    case Items items -> items.values();
                    case Members members -> members.values();
                    default -> List.of(value);
                };
        return values.stream().map(Arguments::text).toList();
    }

    private static RegoValue decodeObject(Arguments a) {
        SortedMap<RegoValue, List<RegoValue>> all = new TreeMap<>(RegoValue.ORDER);
        for (String pair : AND.split(a.text(0), -1)) {
            if (pair.indexOf(';') >= 0) {
                throw new UndefinedException("a semicolon in a query");
            }
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                all.computeIfAbsent(new Text(unescape(name)), ignored -> new ArrayList<>())
                        .add(new Text(unescape(value)));
            }
        }
        SortedMap<RegoValue, RegoValue> fields = new TreeMap<>(RegoValue.ORDER);
        all.forEach((name, values) -> fields.put(name, new Items(values)));
        return new Fields(fields);
    }
}
