package dev.gatehouse.benchmarks;

import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.simple.MediaType;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A simple page of 2,000 files, ten to each version, in both forms. */
final class GeneratedPage {
    static final IndexKey KEY = IndexKey.of(PypiNames.parse("generated-project"));
    private static final int FILES = 2_000;
    private static final int PER_VERSION = 10;

    private GeneratedPage() {}

    static String html() {
        var html = new StringBuilder("<!DOCTYPE html>\n<html>\n<head>\n");
        html.append("<meta name=\"pypi:repository-version\" content=\"1.4\">\n");
        html.append("<title>Links for generated-project</title>\n</head>\n<body>\n");
        for (int i = 0; i < FILES; i++) {
            html.append(
                    """
                    <a href="%s#sha256=%s" data-requires-python="&gt;=3.8" \
                    data-core-metadata="sha256=%s" data-dist-info-metadata="sha256=%s">%s</a><br />
                    """
                            .formatted(url(i), hash(i), hash(-i), hash(-i), file(i)));
        }
        return html.append("</body>\n</html>\n").toString();
    }

    static String json() {
        var json =
                new StringBuilder(
                        "{\"meta\":{\"api-version\":\"1.4\"},\"name\":\"generated-project\","
                                + "\"versions\":[],\"files\":[");
        for (int i = 0; i < FILES; i++) {
            json.append(i == 0 ? "" : ",")
                    .append(
                            """
                            {"filename":"%s","url":"%s","hashes":{"sha256":"%s"},"size":%d,\
                            "upload-time":"2026-01-02T03:04:05.678901Z","yanked":false,\
                            "requires-python":">=3.8","core-metadata":{"sha256":"%s"},\
                            "data-dist-info-metadata":{"sha256":"%s"},"provenance":null}\
                            """
                                    .formatted(
                                            file(i), url(i), hash(i), i * 1000, hash(-i),
                                            hash(-i)));
        }
        return json.append("]}").toString();
    }

    static IndexDocument document(MediaType type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        URI url = URI.create("https://index.example/simple/generated-project/");
        return new IndexDocument(direct, type.text(), url);
    }

    private static String file(int i) {
        return "generated_project-%d.%d.0-cp3%d-cp3%d-manylinux_2_17_x86_64.whl"
                .formatted(
                        i / PER_VERSION / 20,
                        i / PER_VERSION % 20,
                        i % PER_VERSION,
                        i % PER_VERSION);
    }

    private static String url(int i) {
        String hash = hash(i);
        return "https://files.example/packages/%s/%s/%s/%s"
                .formatted(hash.substring(0, 2), hash.substring(2, 4), hash.substring(4), file(i));
    }

    private static String hash(int i) {
        return String.format(Locale.ROOT, "%016x", i * 0x9E3779B97F4A7C15L).repeat(4);
    }
}
