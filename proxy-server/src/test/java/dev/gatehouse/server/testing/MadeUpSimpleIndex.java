package dev.gatehouse.server.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A Python index of made-up wheels, for a {@link ScriptedUpstream} to answer: its simple index is
 * at {@code /simple/}. Each wheel has metadata, a signature and attestations beside it.
 * Thread-safe.
 */
public final class MadeUpSimpleIndex implements Function<RecordedRequest, Script> {
    /** The type of a page in JSON. */
    public static final String JSON = "application/vnd.pypi.simple.v1+json";

    private final Map<String, List<PythonPackage>> projects = new ConcurrentHashMap<>();
    private final boolean speaksJson;
    private final boolean offersMetadata;

    /** One that answers in the form that is asked for. */
    public MadeUpSimpleIndex() {
        this(true, true);
    }

    private MadeUpSimpleIndex(boolean speaksJson, boolean offersMetadata) {
        this.speaksJson = speaksJson;
        this.offersMetadata = offersMetadata;
    }

    /** One that answers in HTML, whatever is asked for. */
    public static MadeUpSimpleIndex inHtml() {
        return new MadeUpSimpleIndex(false, true);
    }

    /** One in HTML without metadata beside its wheels. */
    public static MadeUpSimpleIndex withoutMetadata() {
        return new MadeUpSimpleIndex(false, false);
    }

    /** One more version, from the next request on. */
    public MadeUpSimpleIndex add(PythonPackage one) {
        projects.computeIfAbsent(normal(one.name()), _ -> new CopyOnWriteArrayList<>()).add(one);
        return this;
    }

    @Override
    public Script apply(RecordedRequest request) {
        String[] path = request.path().substring(1).split("/", -1);
        if (path[0].equals("simple") && path.length == 3 && path[2].isEmpty()) {
            return page(path[1], request);
        }
        if (path[0].equals("files") && path.length == 3) {
            return file(path[1], path[2]);
        }
        return path[0].equals("simple") && path.length == 2 ? list() : Script.status(404);
    }

    private Script list() {
        return Script.ok(
                "text/html",
                projects.keySet().stream()
                        .map(name -> "<a href=\"/simple/%1$s/\">%1$s</a>".formatted(name))
                        .collect(Collectors.joining("\n")));
    }

    private Script page(String name, RecordedRequest request) {
        List<PythonPackage> wheels = projects.getOrDefault(name, List.of());
        if (wheels.isEmpty()) {
            return Script.status(404).type("text/plain").body("404 Not Found");
        }
        if (!offersMetadata) {
            String page = html(name, wheels).replaceAll("data-core-metadata=\"[^\"]*\"", "");
            return Script.ok("text/html; charset=utf-8", page);
        }
        boolean json = speaksJson && request.header("Accept").orElse("").contains(JSON);
        return json
                ? Script.ok(JSON, json(name, wheels))
                : Script.ok("text/html; charset=utf-8", html(name, wheels));
    }

    private Script file(String name, String file) {
        for (PythonPackage wheel : projects.getOrDefault(name, List.of())) {
            if (file.equals(wheel.file())) {
                return Script.bytes(wheel.wheel());
            }
            if (offersMetadata && file.equals(wheel.file() + ".metadata")) {
                return Script.bytes(wheel.metadata());
            }
            if (file.equals(wheel.file() + ".asc")) {
                return Script.bytes(utf8("signature of " + wheel.marker()));
            }
            if (file.equals(wheel.file() + ".provenance")) {
                return Script.bytes(utf8("{\"attestations\":\"%s\"}".formatted(wheel.marker())));
            }
        }
        return Script.status(404);
    }

    /** The page of these wheels in HTML. */
    public static String html(String name, List<PythonPackage> wheels) {
        return wheels.stream()
                .map(
                        w ->
                                """
                                <a href="/files/%1$s/%2$s#sha256=%3$s" data-gpg-sig="true"
                                 data-core-metadata="sha256=%4$s"
                                 data-provenance="/files/%1$s/%2$s.provenance">%2$s</a><br>
                                """
                                        .formatted(
                                                name,
                                                w.file(),
                                                w.sha256(),
                                                PythonPackage.sha256(w.metadata())))
                .collect(
                        Collectors.joining(
                                "", "<!DOCTYPE html><title>Links for " + name + "</title>\n", ""));
    }

    /** The page of these wheels in JSON. */
    public static String json(String name, List<PythonPackage> wheels) {
        String files =
                wheels.stream()
                        .map(
                                w ->
                                        """
                                        {"filename":"%2$s","url":"/files/%1$s/%2$s",\
                                        "hashes":{"sha256":"%3$s"},"size":%5$d,"gpg-sig":true,\
                                        "core-metadata":{"sha256":"%4$s"},\
                                        "provenance":"/files/%1$s/%2$s.provenance",\
                                        "upload-time":"2026-01-01T00:00:00Z"}\
                                        """
                                                .formatted(
                                                        name,
                                                        w.file(),
                                                        w.sha256(),
                                                        PythonPackage.sha256(w.metadata()),
                                                        w.wheel().length))
                        .collect(Collectors.joining(","));
        return "{\"meta\":{\"api-version\":\"1.3\"},\"name\":\"%s\",\"files\":[%s]}"
                .formatted(name, files);
    }

    private static String normal(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(java.util.Locale.ROOT);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
