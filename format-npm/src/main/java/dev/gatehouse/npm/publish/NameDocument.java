package dev.gatehouse.npm.publish;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/**
 * What is kept of a name and not of a version: its dist-tags, readme and description. Not
 * thread-safe: one is made for each change.
 */
final class NameDocument {
    private static final String DIST_TAGS = "dist-tags";
    private static final String LATEST = "latest";
    private static final List<String> DESCRIBING =
            List.of(
                    "description",
                    "readme",
                    "readmeFilename",
                    "keywords",
                    "homepage",
                    "bugs",
                    "repository",
                    "license",
                    "author",
                    "contributors",
                    "maintainers");

    private final ObjectNode members;

    private NameDocument(ObjectNode members) {
        this.members = members;
    }

    static NameDocument of(LocalPackage local, StrictJson json) {
        return new NameDocument(json.own(local.document()));
    }

    /** Takes over what describes the package: from the packument, else from its manifest. */
    void describe(ObjectNode packument, ObjectNode manifest) {
        for (String member : DESCRIBING) {
            JsonNode value = packument.has(member) ? packument.get(member) : manifest.get(member);
            if (value != null) {
                members.set(member, value);
            }
        }
    }

    void maintainers(JsonNode maintainers) {
        if (maintainers.isArray()) {
            members.set("maintainers", maintainers);
        }
    }

    void tag(String tag, Version version) {
        tags().put(tag, version.value());
    }

    void untag(String tag) {
        tags().remove(tag);
    }

    boolean hasTag(String tag) {
        return tags().has(tag);
    }

    /** Takes over tags that point to versions that can be had. */
    void replaceTags(JsonNode sent, LocalPackage local) {
        ObjectNode fresh = members.objectNode();
        for (var entry : sent.properties()) {
            version(entry.getValue(), local)
                    .ifPresent(version -> fresh.put(entry.getKey(), version.value()));
        }
        members.set(DIST_TAGS, fresh);
    }

    /** Drops tags of versions that cannot be had, and sees to it that there is a latest one. */
    void settleTags(LocalPackage local) {
        replaceTags(tags(), local);
        if (!hasTag(LATEST)) {
            List<Version> versions = local.available().stream().map(r -> r.version()).toList();
            NpmVersion.highest(versions).ifPresent(version -> tag(LATEST, version));
        }
    }

    /** As it is stored. */
    String text() {
        return members.toString();
    }

    private ObjectNode tags() {
        return members.get(DIST_TAGS) instanceof ObjectNode tags
                ? tags
                : members.putObject(DIST_TAGS);
    }

    private static Optional<Version> version(JsonNode value, LocalPackage local) {
        return value.stringValueOpt()
                .filter(NpmVersion::isServable)
                .map(Version::new)
                .filter(v -> local.find(v).filter(r -> r.isAvailable()).isPresent());
    }
}
