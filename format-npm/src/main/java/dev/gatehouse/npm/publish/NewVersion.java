package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.Integrity;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.name.NpmVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A version that is being published: path, packument, manifest, attachment and the tarball's own
 * package.json must all speak of the same name and version. Used for one request.
 */
final class NewVersion {
    private static final String SIGSTORE = ".sigstore";

    private final PackageName name;
    private final SentPackument sent;
    private final StrictJson json;
    private final Version version;
    private final ObjectNode manifest;

    NewVersion(PackageName name, SentPackument sent, StrictJson json) throws RefusedException {
        this.name = name;
        this.sent = sent;
        this.json = json;
        if (!sent.isOf(name)) {
            throw RefusedException.invalid("the packument is not that of " + name);
        }
        this.version = version(name, sent.members());
        this.manifest = (ObjectNode) sent.members().path("versions").path(version.value());
    }

    /** The name is one of earlier days, which no new package may have. */
    static RefusedException notNew(PackageName name) {
        return RefusedException.invalid(
                name + " cannot be a new package: expected lower case, without ~'!()*");
    }

    /** The only version of a packument that is published, checked against its own manifest. */
    static Version version(PackageName name, ObjectNode packument) throws RefusedException {
        if (!(packument.get("versions") instanceof ObjectNode versions) || versions.size() != 1) {
            throw RefusedException.invalid("expected exactly one version to publish");
        }
        Map.Entry<String, JsonNode> only = versions.properties().iterator().next();
        String text = only.getKey();
        if (!NpmVersion.isSemantic(text)) {
            throw RefusedException.invalid("'" + text + "' is no semantic version");
        }
        requireSame("version of the manifest", only.getValue(), "version", text);
        requireSame("name of the manifest", only.getValue(), "name", name.value());
        return new Version(text);
    }

    private static void requireSame(String what, JsonNode object, String member, String expected)
            throws RefusedException {
        String found = StrictJson.text(object, member).orElse("");
        if (!found.equals(expected)) {
            throw RefusedException.invalid(
                    "%s is '%s': expected '%s'".formatted(what, found, expected));
        }
    }

    Publication publication(String by) throws IOException, RefusedException {
        List<DraftedFile> drafted = new ArrayList<>();
        List<AddVersion.Received> received = new ArrayList<>();
        int tarballs = 0;
        for (SentFile file : sent.files()) {
            FileName stored = fileName(file);
            if (file.declared().orElse(file.draft().size()) != file.draft().size()) {
                throw RefusedException.invalid(
                        file.name() + " is not as long as it was said to be");
            }
            tarballs += file.isTarball() ? 1 : 0;
            drafted.add(new DraftedFile(version, stored, file.draft()));
            received.add(
                    new AddVersion.Received(stored, file.draft().size(), file.draft().digests()));
        }
        if (tarballs != 1) {
            throw RefusedException.invalid(
                    "expected exactly one tarball, named after name and version");
        }
        checkTarball();
        Set<String> tags = tags();
        ObjectNode beside = sent.members().deepCopy();
        beside.remove("versions");
        var edit = new AddVersion(version, manifest, beside, tags, received, by, json);
        return new Publication(name, "publish", drafted, edit);
    }

    /** npm names attachments after the whole name, others after the name without scope. */
    private FileName fileName(SentFile file) throws RefusedException {
        String end = file.isTarball() ? SentFile.TARBALL : SIGSTORE;
        String tail = "-" + version + end;
        String bare = NpmName.unscoped(name) + tail;
        if (!file.name().equals(bare) && !file.name().equals(name.value() + tail)) {
            throw RefusedException.invalid(
                    "attachment '%s': expected '%s'".formatted(file.name(), name.value() + tail));
        }
        return new FileName(bare);
    }

    private void checkTarball() throws IOException, RefusedException {
        SentFile file = sent.files().stream().filter(SentFile::isTarball).findFirst().orElseThrow();
        Set<Digest> digests = file.draft().digests();
        JsonNode dist = manifest.path("dist");
        requireDigests(dist, digests);
        Tarball tarball;
        try (InputStream in = Channels.newInputStream(file.draft().open())) {
            tarball = Tarball.read(in, file.draft().size(), json);
        }
        requirePacked("name", tarball.text("name").orElse(""), name.value());
        requirePacked("version", cleaned(tarball.text("version").orElse("")), version.value());
        manifest.remove("_attachments");
        manifest.put("_id", name + "@" + version);
        manifest.set("dist", facts(tarball, digests));
    }

    private static void requireDigests(JsonNode dist, Set<Digest> actual) throws RefusedException {
        Set<Digest> claimed =
                Integrity.digests(
                        StrictJson.text(dist, "integrity"), StrictJson.text(dist, "shasum"));
        boolean unreadable = claimed.isEmpty() && (dist.has("integrity") || dist.has("shasum"));
        if (unreadable || !actual.containsAll(claimed)) {
            throw RefusedException.invalid("the tarball has not the digest that its manifest says");
        }
    }

    private static void requirePacked(String what, String found, String expected)
            throws RefusedException {
        if (!found.equals(expected)) {
            throw RefusedException.invalid(
                    "the tarball's package.json has the %s '%s': expected '%s'"
                            .formatted(what, found, expected));
        }
    }

    /** As npm cleans a version before it publishes it: without v, = and build metadata. */
    static String cleaned(String text) {
        String bare = text.replaceFirst("^[=v\\s]+", "");
        int plus = bare.indexOf('+');
        return plus < 0 ? bare : bare.substring(0, plus);
    }

    private ObjectNode facts(Tarball tarball, Set<Digest> digests) {
        ObjectNode dist = json.object();
        Integrity.write(digests).ifPresent(text -> dist.put("integrity", text));
        Integrity.shasum(digests).ifPresent(text -> dist.put("shasum", text));
        dist.put("tarball", name + "/-/" + NpmName.tarball(name, version));
        dist.put("fileCount", tarball.fileCount());
        dist.put("unpackedSize", tarball.unpackedSize());
        return dist;
    }

    private Set<String> tags() throws RefusedException {
        Set<String> tags = new HashSet<>();
        for (Map.Entry<String, JsonNode> tag : sent.distTags().properties()) {
            if (!tag.getValue().stringValueOpt().filter(version.value()::equals).isPresent()) {
                throw RefusedException.invalid(
                        "dist-tag '" + tag.getKey() + "' is not for " + version);
            }
            tags.add(TagName.require(tag.getKey()));
        }
        return tags;
    }
}
