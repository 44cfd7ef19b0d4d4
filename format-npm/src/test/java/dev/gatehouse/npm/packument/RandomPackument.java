package dev.gatehouse.npm.packument;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes packuments of the public registry's shape, different for each seed. */
final class RandomPackument {
    private static final List<String> ODD_TEXTS =
            List.of(
                    "",
                    "plain",
                    "quote \" and \\ and \n",
                    "ünïcödé 漢字 😀",
                    "${jndi:x}",
                    "__proto__");

    private final Random random;
    private final JsonMapper mapper = new JsonMapper();
    private final String name;

    RandomPackument(Random random, String name) {
        this.random = random;
        this.name = name;
    }

    /** A document in compact or in indented form. */
    byte[] write(ObjectNode document) {
        JsonMapper writer =
                random.nextBoolean()
                        ? mapper
                        : JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return writer.writeValueAsBytes(document);
    }

    ObjectNode make(List<String> versions) {
        ObjectNode all = mapper.createObjectNode();
        ObjectNode times = mapper.createObjectNode();
        if (random.nextInt(4) > 0) {
            times.put("created", "2015-01-0" + (1 + random.nextInt(9)) + "T00:00:00.000Z");
            times.put("modified", "2024-01-0" + (1 + random.nextInt(9)) + "T10:00:00.123Z");
        }
        for (String version : versions) {
            all.set(version, version(version));
            if (random.nextInt(5) > 0) {
                times.put(version, "2020-01-0" + (1 + random.nextInt(9)) + "T01:02:03.004Z");
            }
        }
        ObjectNode tags = mapper.createObjectNode();
        tags.put("latest", any(versions));
        tags.put("next", random.nextBoolean() ? any(versions) : "99.99.99");
        tags.put("__proto__", any(versions));
        return shuffled(top(all, times, tags));
    }

    private ObjectNode top(ObjectNode versions, ObjectNode times, ObjectNode tags) {
        ObjectNode top = mapper.createObjectNode();
        top.put("_id", name).put("_rev", "1-abc").put("name", name);
        top.set("dist-tags", tags);
        top.set("versions", versions);
        top.set("time", times);
        top.put("description", any(ODD_TEXTS)).put("readme", any(ODD_TEXTS));
        top.putObject("users").put("constructor", true);
        top.putArray("maintainers").addObject().put("name", any(ODD_TEXTS));
        top.putObject("_attachments");
        return top;
    }

    private ObjectNode version(String version) {
        ObjectNode manifest = mapper.createObjectNode();
        manifest.put("name", name).put("version", version).put("_id", name + "@" + version);
        manifest.put("description", any(ODD_TEXTS));
        manifest.putObject("dependencies").put("a", "^1.0.0").put(any(ODD_TEXTS), "*");
        if (random.nextBoolean()) {
            manifest.put("deprecated", any(ODD_TEXTS));
        }
        if (random.nextBoolean()) {
            manifest.putObject("scripts")
                    .put("test", "true")
                    .put(any(List.of("install", "build")), "x");
        }
        if (random.nextInt(4) == 0) {
            manifest.put("hasInstallScript", random.nextBoolean());
        }
        manifest.putObject("_npmUser").put("name", any(ODD_TEXTS)).put("n", 1e9).put("i", 12);
        manifest.putArray("os").add("linux").add("!win32");
        manifest.putObject("exports").putObject("dist").put("tarball", "no link");
        manifest.set("dist", dist(version));
        return shuffled(manifest);
    }

    private ObjectNode dist(String version) {
        byte[] bytes = (name + version).getBytes(StandardCharsets.UTF_8);
        ObjectNode dist = mapper.createObjectNode();
        dist.put("tarball", "https://registry.example/" + name + "/-/any-" + version + ".tgz");
        if (random.nextInt(4) > 0) {
            dist.put(
                    "integrity",
                    "sha512-" + Digest.compute(DigestAlgorithm.SHA512, bytes).base64());
        }
        if (random.nextInt(4) > 0) {
            dist.put("shasum", Digest.compute(DigestAlgorithm.SHA1, bytes).hex());
        }
        if (random.nextBoolean()) {
            dist.putObject("attestations")
                    .put("url", "https://registry.example/-/npm/v1/attestations/x")
                    .putObject("provenance")
                    .put("predicateType", "https://slsa.dev/provenance/v1");
        }
        dist.putArray("signatures").addObject().put("keyid", "SHA256:k").put("sig", "MEU=");
        return shuffled(dist);
    }

    private ObjectNode shuffled(ObjectNode object) {
        List<String> keys = new ArrayList<>(object.propertyNames());
        Collections.shuffle(keys, random);
        ObjectNode result = mapper.createObjectNode();
        keys.forEach(key -> result.set(key, object.get(key)));
        return result;
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
