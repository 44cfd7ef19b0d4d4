package dev.gatehouse.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A packument of the shape of a compiler that is published each night: some 3,600 versions of 2.9
 * kB, 10.5 MB in all. Always the same bytes.
 */
final class GeneratedPackument {
    static final String NAME = "nightly-compiler";

    private static final int VERSIONS = 3_600;
    private static final int DEV_DEPENDENCIES = 34;
    private static final int MAINTAINERS = 5;

    private final Random random = new Random(4283);
    private final StringBuilder text = new StringBuilder(11 << 20);

    private GeneratedPackument() {}

    /** The document, off the heap as a mapped one is. */
    static ByteBuffer direct() {
        byte[] bytes = bytes();
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }

    static byte[] bytes() {
        return new GeneratedPackument().write().getBytes(StandardCharsets.UTF_8);
    }

    private String write() {
        text.append("{\"_id\":\"%s\",\"_rev\":\"9-a\",\"name\":\"%s\"".formatted(NAME, NAME));
        text.append(",\"dist-tags\":{\"latest\":\"%s\",\"next\":\"%s\"}".formatted(v(99), v(3599)));
        text.append(",\"versions\":{");
        for (int i = 0; i < VERSIONS; i++) {
            text.append(i == 0 ? "" : ",").append('"').append(v(i)).append("\":");
            version(v(i));
        }
        text.append("},\"time\":{\"created\":\"2012-10-01T15:35:39.553Z\"");
        text.append(",\"modified\":\"2026-11-20T07:11:20.042Z\"");
        for (int i = 0; i < VERSIONS; i++) {
            text.append(
                    ",\"%s\":\"2020-%02d-%02dT07:%02d:20.%03dZ\""
                            .formatted(v(i), 1 + i % 12, 1 + i % 28, i % 60, i % 1000));
        }
        text.append("},\"description\":\"A compiler\",\"license\":\"Apache-2.0\",\"readme\":\"");
        text.append("Read me. ".repeat(600)).append("\"}");
        return text.toString();
    }

    private static String v(int number) {
        int minor = number / 60;
        return number % 60 == 59
                ? "5.%d.0".formatted(minor)
                : "5.%d.0-dev.2020%04d".formatted(minor, number);
    }

    private void version(String version) {
        text.append("{\"name\":\"%s\",\"author\":{\"name\":\"A Corp.\"}".formatted(NAME));
        text.append(",\"homepage\":\"https://www.compiler.example/\",\"version\":\"");
        text.append(version).append("\",\"license\":\"Apache-2.0\",\"description\":\"");
        text.append("A language for application scale development\",\"keywords\":[\"a\",\"b\"]");
        text.append(",\"bugs\":{\"url\":\"https://code.example/compiler/issues\"}");
        text.append(",\"repository\":{\"type\":\"git\",\"url\":\"https://code.example/c.git\"}");
        text.append(",\"main\":\"./lib/compiler.js\",\"typings\":\"./lib/compiler.d.ts\"");
        text.append(",\"bin\":{\"cc\":\"./bin/cc\",\"ccserver\":\"./bin/ccserver\"}");
        text.append(",\"engines\":{\"node\":\">=14.17\"},\"devDependencies\":{");
        for (int i = 0; i < DEV_DEPENDENCIES; i++) {
            text.append(i == 0 ? "" : ",");
            text.append("\"@tools/dependency-%02d\":\"^%d.%d.%d\"".formatted(i, i % 9, i, i * 7));
        }
        text.append("},\"overrides\":{\"x@*\":\"$x\"},\"scripts\":{\"test\":\"run test\"");
        text.append(",\"build\":\"run build --all\",\"clean\":\"run clean\",\"lint\":\"run l\"}");
        text.append(",\"browser\":{\"fs\":false,\"os\":false,\"path\":false,\"crypto\":false}");
        text.append(",\"gitHead\":\"").append(hex(20)).append("\",\"_nodeVersion\":\"20.1.0\"");
        text.append(",\"_npmVersion\":\"10.2.0\",\"_id\":\"%s@%s\"".formatted(NAME, version));
        dist(version);
        text.append(",\"_npmUser\":{\"name\":\"bot\",\"email\":\"bot@compiler.example\"}");
        text.append(",\"directories\":{},\"maintainers\":[");
        for (int i = 0; i < MAINTAINERS; i++) {
            text.append(i == 0 ? "" : ",");
            text.append(
                    "{\"name\":\"maintainer-%d\",\"email\":\"m%d@compiler.example\"}"
                            .formatted(i, i));
        }
        text.append("],\"_hasShrinkwrap\":false}");
    }

    private void dist(String version) {
        String bare = NAME + "-" + version + ".tgz";
        text.append(",\"dist\":{\"integrity\":\"sha512-").append(base64(86)).append("==\"");
        text.append(",\"shasum\":\"").append(hex(20)).append("\",\"tarball\":\"");
        text.append("https://registry.example/%s/-/%s\"".formatted(NAME, bare));
        text.append(",\"fileCount\":178,\"unpackedSize\":32431187,\"signatures\":[{\"keyid\":\"");
        text.append("SHA256:").append(base64(43)).append("\",\"sig\":\"MEUCIQ");
        text.append(base64(90)).append("\"}]}");
    }

    private String hex(int bytes) {
        StringBuilder hex = new StringBuilder(2 * bytes);
        for (int i = 0; i < 2 * bytes; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }

    private String base64(int characters) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        StringBuilder letters = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            letters.append(alphabet.charAt(random.nextInt(64)));
        }
        return letters.toString();
    }
}
