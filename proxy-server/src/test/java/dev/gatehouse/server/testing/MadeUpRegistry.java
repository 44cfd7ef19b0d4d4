package dev.gatehouse.server.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An npm registry of made-up packages, for a {@link ScriptedUpstream} to answer. Thread-safe. */
public final class MadeUpRegistry implements Function<RecordedRequest, Script> {
    private final Map<String, List<NpmPackage>> packages = new ConcurrentHashMap<>();

    /** A registry with these versions; the last one of a name is its {@code latest}. */
    public static MadeUpRegistry of(NpmPackage... all) {
        var registry = new MadeUpRegistry();
        for (NpmPackage one : all) {
            registry.add(one);
        }
        return registry;
    }

    /** One more version, from the next request on. */
    public MadeUpRegistry add(NpmPackage one) {
        packages.computeIfAbsent(one.name(), _ -> new CopyOnWriteArrayList<>()).add(one);
        return this;
    }

    /** Has the package no more. */
    public void drop(String name) {
        packages.remove(name);
    }

    @Override
    public Script apply(RecordedRequest request) {
        String path = URLDecoder.decode(request.path().substring(1), StandardCharsets.UTF_8);
        if (request.method().equals("POST") || path.startsWith("-/v1/search")) {
            return Script.json(path.startsWith("-/v1") ? "{\"objects\":[],\"total\":0}" : "{}");
        }
        int file = path.indexOf("/-/");
        return file < 0 ? document(path, base(request)) : tarball(path, file);
    }

    private Script document(String name, String base) {
        List<NpmPackage> versions = packages.getOrDefault(name, List.of());
        return versions.isEmpty()
                ? Script.status(404).type("application/json").body("{\"error\":\"Not found\"}")
                : Script.json(packument(name, versions, base));
    }

    private Script tarball(String path, int file) {
        return packages.getOrDefault(path.substring(0, file), List.of()).stream()
                .filter(p -> path.endsWith("/" + p.file()))
                .findFirst()
                .<Script>map(p -> Script.bytes(p.tarball()))
                .orElseGet(() -> Script.status(404));
    }

    /** The full document of these versions. */
    public static String packument(String name, List<NpmPackage> versions, String base) {
        String entries =
                versions.stream()
                        .map(p -> "\"%s\":%s".formatted(p.version(), p.entry(base)))
                        .collect(Collectors.joining(","));
        String times =
                versions.stream()
                        .map(p -> "\"%s\":\"2026-01-01T00:00:00.000Z\"".formatted(p.version()))
                        .collect(Collectors.joining(","));
        return """
        {"_id":"%1$s","name":"%1$s","dist-tags":{"latest":"%2$s"},\
        "versions":{%3$s},"time":{"created":"2026-01-01T00:00:00.000Z",\
        "modified":"2026-01-01T00:00:00.000Z",%4$s}}\
        """
                .formatted(name, versions.getLast().version(), entries, times);
    }

    private static String base(RecordedRequest request) {
        return "http://" + request.header("Host").orElseThrow() + "/";
    }
}
