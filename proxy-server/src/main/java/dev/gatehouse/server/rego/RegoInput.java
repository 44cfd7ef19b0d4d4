package dev.gatehouse.server.rego;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.policy.Subject;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What policies in Rego are shown of a package: {@code input.v0}, with Cloudsmith's names. What is
 * not known is not there. Its schema is {@code policy-input.schema.json}. Thread-safe.
 */
public final class RegoInput {
    /** Where the schema lies among the resources. */
    public static final String SCHEMA = "/dev/gatehouse/server/rego/policy-input.schema.json";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The words of a format elsewhere, where they differ from ours. */
    private static final Map<String, String> FORMATS = Map.of("pypi", "python");

    private final JsonMapper mapper = new JsonMapper();
    private final LicenseInput licenses = LicenseInput.read();
    private final AdvisoryInput advisories = new AdvisoryInput(mapper);

    /** The document as JSON. */
    public String json(Subject subject) {
        return mapper.writeValueAsString(document(subject));
    }

    /** What a policy can read of the document, as JSON in UTF-8. */
    byte[] bytes(Subject subject, InputPaths paths) {
        return mapper.writeValueAsBytes(paths.of(document(subject)));
    }

    private ObjectNode document(Subject subject) {
        ObjectNode v0 = NODES.objectNode();
        v0.set("package", packageNode(subject));
        v0.set("repository", repository(subject.scope()));
        String workspace = subject.scope().workspace();
        v0.set("workspace", NODES.objectNode().put("name", workspace).put("slug", workspace));
        v0.set("identity", identity(subject));
        subject.upstream().ifPresent(from -> v0.set("upstream", upstream(from)));
        advisories.put(v0, subject);
        ObjectNode document = NODES.objectNode();
        document.set("v0", v0);
        return document;
    }

    private ObjectNode packageNode(Subject subject) {
        ObjectNode node = NODES.objectNode();
        node.put("format", format(subject.item().key().name().format()));
        node.put("name", subject.declaredName());
        node.put("version", subject.shownVersion());
        node.put("version_orig", subject.item().version().toString());
        node.put("slug", subject.ids().slug());
        node.put("slug_perm", subject.ids().perm());
        node.put("is_local", subject.isLocal());
        files(node, subject.files());
        about(node, subject.about());
        ArrayNode tags = node.putArray("tags");
        subject.tags().forEach(t -> tags.add(tag(t, "MANUAL")));
        subject.about().sourceTags().forEach(t -> tags.add(sourceTag(t)));
        AdvisoryInput.status(subject.scan()).ifPresent(s -> node.put("security_scan_status", s));
        SignatureInput.put(node, subject);
        return node;
    }

    private static void files(ObjectNode node, List<Subject.File> files) {
        ArrayNode all = node.putArray("files");
        for (Subject.File file : files) {
            ObjectNode one = all.addObject();
            one.put("filename", file.name().value());
            one.put("size", file.size());
            one.put("is_primary", all.size() == 1);
            checksums(one, file);
        }
        node.put("num_files", files.size());
        node.put("size", files.stream().mapToLong(Subject.File::size).sum());
        if (!files.isEmpty()) {
            node.put("filename", files.getFirst().name().value());
            checksums(node, files.getFirst());
            files.stream()
                    .map(Subject.File::storedAt)
                    .min(Instant::compareTo)
                    .ifPresent(at -> node.put("uploaded_at", at.toString()));
        }
    }

    private static void checksums(ObjectNode node, Subject.File file) {
        for (Digest digest : file.digests()) {
            if (digest.algorithm() != DigestAlgorithm.SHA384) {
                String word = digest.algorithm().name().toLowerCase(Locale.ROOT);
                node.put("checksum_" + word, digest.hex());
            }
        }
    }

    private void about(ObjectNode node, Subject.About about) {
        text(node, "summary", about.summary());
        text(node, "description", about.description());
        if (!about.architectures().isEmpty()) {
            ArrayNode architectures = node.putArray("architectures");
            about.architectures().forEach(a -> architectures.addObject().put("name", a));
        }
        licenses.put(node, about.license());
        about.publishedAt()
                .ifPresent(
                        at ->
                                node.putObject("upstream_metadata")
                                        .put("published_at", at.toString()));
        about.uploader().ifPresent(by -> node.putObject("uploader").put("slug", by));
        about.lastDownloadedAt().ifPresent(at -> node.put("last_downloaded_at", at.toString()));
    }

    private static void text(ObjectNode node, String name, String value) {
        if (!value.isBlank()) {
            node.put(name, value);
        }
    }

    private static ObjectNode tag(ItemTag tag, String source) {
        return NODES.objectNode()
                .put("name", tag.name())
                .put("source", source)
                .put("is_immutable", tag.immutable())
                .put("created_at", tag.at().toString());
    }

    private static ObjectNode sourceTag(String name) {
        return NODES.objectNode()
                .put("name", name)
                .put("source", "AUTOMATIC")
                .put("is_immutable", false);
    }

    private static ObjectNode repository(Subject.Scope scope) {
        ObjectNode node =
                NODES.objectNode()
                        .put("name", scope.repository())
                        .put("slug", scope.repository())
                        .put("slug_perm", scope.perm());
        scope.createdAt().ifPresent(at -> node.put("created_at", at.toString()));
        return node;
    }

    private static ObjectNode identity(Subject subject) {
        ObjectNode node =
                NODES.objectNode()
                        .put("name", subject.declaredName())
                        .put("version", subject.shownVersion())
                        .put("format", format(subject.item().key().name().format()));
        text(node, "purl", subject.about().purl());
        subject.namespace().ifPresent(n -> node.put("namespace", n));
        subject.files().stream().findFirst().ifPresent(f -> checksums(node, f));
        return node;
    }

    private static ObjectNode upstream(Subject.From from) {
        ObjectNode node = NODES.objectNode().put("name", from.name()).put("id", from.id());
        from.url().map(URI::getHost).ifPresent(host -> node.put("host", host));
        return node.put("trust_level", from.trusted() ? "Trusted" : "Untrusted")
                .put("priority", from.priority())
                .put("mode", from.mode());
    }

    private static String format(FormatId format) {
        return FORMATS.getOrDefault(format.value(), format.value());
    }
}
