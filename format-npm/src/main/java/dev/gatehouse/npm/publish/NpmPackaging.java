package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.PackageUrls;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.format.StoredVersion;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.packument.NpmDocument;
import dev.gatehouse.npm.packument.NpmRelease;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * npm packages as people count them: each version is one, its tarball tells name and version.
 * Thread-safe.
 */
public final class NpmPackaging implements Packaging<NpmRelease, NpmDocument> {
    private static final String FILE = "package_file";
    private static final String DIST_TAG = "npm_dist_tag";

    /** Of a version that is copied: the dist-tags that it has where it comes from, maybe none. */
    private static final String DIST_TAGS = "dist-tags";

    private final StrictJson json;

    public NpmPackaging(StrictJson json) {
        this.json = json;
    }

    @Override
    public String word() {
        return "npm";
    }

    @Override
    public List<Parcel> parcels(StoredVersion stored) {
        PackageName name = stored.key().name();
        FileName tarball = NpmName.tarball(name, stored.version());
        List<Parcel.Part> parts = new ArrayList<>();
        for (StoredFile file : stored.files()) {
            if (file.file().equals(tarball)) {
                parts.addFirst(new Parcel.Part(file, "pkg"));
            } else {
                parts.add(new Parcel.Part(file, "provenance"));
            }
        }
        boolean whole = !parts.isEmpty() && parts.getFirst().file().file().equals(tarball);
        return whole
                ? List.of(new Parcel(stored.whole(), name.value(), stored.version().value(), parts))
                : List.of();
    }

    @Override
    public Identity identity(Parcel parcel) {
        String name = parcel.item().key().name().value();
        int slash = name.indexOf('/');
        Optional<String> scope =
                slash < 0 ? Optional.empty() : Optional.of(name.substring(0, slash));
        return new Identity(
                scope,
                PackageUrls.of("npm", scope, name.substring(slash + 1), parcel.item().version()));
    }

    @Override
    public Facts facts(Parcel parcel, Told<NpmRelease, NpmDocument> told) {
        JsonNode manifest = told.release().map(this::manifest).orElseGet(json::object);
        JsonNode license = manifest.path("license");
        List<String> tags =
                told.document().map(NpmDocument::distTags).orElse(Map.of()).entrySet().stream()
                        .filter(tag -> tag.getValue().equals(parcel.item().version().value()))
                        .map(Map.Entry::getKey)
                        .toList();
        String summary = StrictJson.text(manifest, "description").orElse("");
        return new Facts(
                summary,
                "",
                license.isString()
                        ? license.stringValue()
                        : StrictJson.text(license, "type").orElse(""),
                tags,
                List.of(),
                Map.of());
    }

    private JsonNode manifest(NpmRelease release) {
        try {
            return json.read(release.manifest());
        } catch (IOException unusable) {
            return json.object();
        }
    }

    @Override
    public String path(PackageName name, Version version, FileName file) {
        return name + "/-/" + file;
    }

    @Override
    public Set<String> words() {
        return Set.of(DIST_TAG);
    }

    @Override
    public List<String> roles() {
        return List.of(FILE);
    }

    /** As if npm had sent it: what {@code npm publish} takes from package.json is taken here. */
    @Override
    public Sent receive(Shipment shipment, Intake intake) throws IOException, RefusedException {
        BlobDraft draft =
                shipment.item(FILE)
                        .orElseThrow(() -> RefusedException.invalid("expected a tarball"))
                        .draft();
        Tarball tarball;
        try (InputStream in = Channels.newInputStream(draft.open())) {
            tarball = Tarball.read(in, draft.size(), json);
        }
        PackageName name = name(tarball);
        String version = NewVersion.cleaned(tarball.text("version").orElse(""));
        if (intake.current(name).releases().isEmpty() && !NpmName.mayBePublished(name)) {
            throw NewVersion.notNew(name);
        }
        SentFile file =
                new SentFile(name + "-" + version + SentFile.TARBALL, OptionalLong.empty(), draft);
        SentPackument sent =
                new SentPackument(packument(name, version, tarball, tags(shipment)), List.of(file));
        Publication publication = new NewVersion(name, sent, json).publication(shipment.by());
        return new Sent(publication, new Version(version), Optional.empty());
    }

    private static PackageName name(Tarball tarball) throws RefusedException {
        try {
            return NpmName.of(tarball.text("name").orElse(""));
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(Objects.toString(e.getMessage()));
        }
    }

    private static List<String> tags(Shipment shipment) {
        return shipment.word(DIST_TAGS)
                .map(all -> all.isEmpty() ? List.<String>of() : List.of(all.split(",", -1)))
                .orElseGet(() -> List.of(shipment.word(DIST_TAG).orElse("latest")));
    }

    private ObjectNode packument(
            PackageName name, String version, Tarball tarball, List<String> tags)
            throws RefusedException {
        if (!(tarball.packageJson() instanceof ObjectNode packed)) {
            throw RefusedException.invalid("the tarball's package.json is no object");
        }
        ObjectNode manifest = packed.deepCopy();
        manifest.put("name", name.value());
        manifest.put("version", version);
        manifest.remove("dist");
        // npm writes a lone command under the package's own name
        StrictJson.text(manifest, "bin")
                .ifPresent(path -> manifest.putObject("bin").put(NpmName.unscoped(name), path));
        ObjectNode packument = json.object();
        packument.put("_id", name.value());
        packument.put("name", name.value());
        ObjectNode distTags = packument.putObject("dist-tags");
        tags.forEach(tag -> distTags.put(tag, version));
        packument.putObject("versions").set(version, manifest);
        return packument;
    }

    @Override
    public LocalEdit delete(Parcel parcel) {
        return new EditVersion(new LocalCommand.Delete(parcel.item().version()), json);
    }

    /** Its dist-tags go with it; where there is no latest one, the highest version becomes it. */
    @Override
    public Shipment ship(Parcel parcel, Facts facts, List<Shipment.Item> files, String by) {
        List<Shipment.Item> tarball =
                files.stream()
                        .filter(f -> f.name().equals(parcel.primary().file().value()))
                        .map(f -> new Shipment.Item(FILE, f.name(), f.draft()))
                        .toList();
        return new Shipment(Map.of(DIST_TAGS, String.join(",", facts.tags())), tarball, false, by);
    }
}
