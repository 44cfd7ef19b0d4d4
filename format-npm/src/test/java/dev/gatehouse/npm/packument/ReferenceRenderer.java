package dev.gatehouse.npm.packument;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says by trees what a rendering must hold; shares no code with the renderer. */
final class ReferenceRenderer {
    private static final Set<String> ABBREVIATED =
            Set.of(
                    ("name version deprecated dependencies optionalDependencies devDependencies"
                         + " bundleDependencies bundledDependencies peerDependencies"
                         + " peerDependenciesMeta acceptDependencies bin directories dist engines"
                         + " os cpu libc funding _hasShrinkwrap hasInstallScript")
                            .split(" "));
    private static final Set<String> REWRITTEN =
            Set.of("_id", "_rev", "_attachments", "name", "dist-tags", "versions", "time");

    private final JsonMapper mapper = new JsonMapper();
    private final String name;
    private final String base;

    /** What the renderer was given, as trees. */
    record Given(
            List<ObjectNode> documents,
            Map<String, Integer> owners,
            Map<String, Set<Digest>> kept,
            Instant rulingChangedAt) {}

    ReferenceRenderer(String name, String base) {
        this.name = name;
        this.base = base;
    }

    ObjectNode full(Given given) {
        ObjectNode result = mapper.createObjectNode();
        result.put("_id", name).put("name", name);
        int first = new TreeSet<>(given.owners().values()).first();
        given.documents()
                .get(first)
                .properties()
                .forEach(
                        e -> {
                            if (!REWRITTEN.contains(e.getKey())) {
                                result.set(e.getKey(), e.getValue());
                            }
                        });
        result.set("dist-tags", tags(given));
        ObjectNode versions = result.putObject("versions");
        given.owners().keySet().forEach(v -> versions.set(v, version(v, given)));
        result.set("time", times(given));
        return result;
    }

    ObjectNode abbreviated(Given given) {
        ObjectNode result = mapper.createObjectNode();
        result.put("name", name);
        result.set("modified", times(given).get("modified"));
        result.set("dist-tags", tags(given));
        ObjectNode versions = result.putObject("versions");
        for (String version : given.owners().keySet()) {
            ObjectNode whole = version(version, given);
            JsonNode scripts = whole.path("scripts");
            if (!whole.has("hasInstallScript") && scripts.has("install")) {
                whole.put("hasInstallScript", true);
            }
            whole.retain(ABBREVIATED);
            versions.set(version, whole);
        }
        return result;
    }

    private ObjectNode version(String version, Given given) {
        ObjectNode original =
                (ObjectNode)
                        given.documents()
                                .get(given.owners().getOrDefault(version, 0))
                                .path("versions")
                                .path(version);
        ObjectNode result = original.deepCopy();
        String bare = name.substring(name.indexOf('/') + 1);
        String file = bare + "-" + version + ".tgz";
        ObjectNode dist = (ObjectNode) result.get("dist");
        dist.put("tarball", base + name + "/-/" + file);
        if (dist.has("attestations")) {
            String path = name.replace("/", "%2f") + "@" + version;
            ((ObjectNode) dist.get("attestations"))
                    .put("url", base + "-/npm/v1/attestations/" + path);
        }
        for (Digest digest : given.kept().getOrDefault(file, Set.of())) {
            if (digest.algorithm() == DigestAlgorithm.SHA512) {
                dist.put("integrity", "sha512-" + digest.base64());
            } else if (digest.algorithm() == DigestAlgorithm.SHA1) {
                dist.put("shasum", digest.hex());
            }
        }
        return result;
    }

    private ObjectNode tags(Given given) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (ObjectNode document : given.documents()) {
            document.get("dist-tags")
                    .properties()
                    .forEach(e -> merged.putIfAbsent(e.getKey(), e.getValue().stringValue()));
        }
        merged.values().retainAll(given.owners().keySet());
        merged.computeIfAbsent("latest", tag -> highest(given.owners().keySet()));
        ObjectNode tags = mapper.createObjectNode();
        merged.forEach(tags::put);
        return tags;
    }

    /** Versions here are N.0.0, some with a prerelease tag. */
    private static String highest(Set<String> versions) {
        return versions.stream()
                .max(
                        Comparator.comparing((String v) -> !v.contains("-"))
                                .thenComparingInt(
                                        v -> Integer.parseInt(v.substring(0, v.indexOf('.')))))
                .orElseThrow();
    }

    private ObjectNode times(Given given) {
        TreeSet<String> created = new TreeSet<>();
        TreeSet<String> modified = new TreeSet<>();
        for (ObjectNode document : given.documents()) {
            document.path("time").path("created").stringValueOpt().ifPresent(created::add);
            document.path("time").path("modified").stringValueOpt().ifPresent(modified::add);
        }
        modified.add(given.rulingChangedAt().toString().replace(":00Z", ":00.000Z"));
        ObjectNode times = mapper.createObjectNode();
        if (!created.isEmpty()) {
            times.put("created", created.first());
        }
        times.put("modified", modified.last());
        given.owners()
                .forEach(
                        (version, owner) -> {
                            JsonNode time = given.documents().get(owner).path("time").path(version);
                            if (time.isString()) {
                                times.set(version, time);
                            }
                        });
        return times;
    }
}
