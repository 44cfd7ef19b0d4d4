package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.PackageUrls;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.format.StoredVersion;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.maven.metadata.MavenMetadata;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.path.MavenCoordinates;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.path.MavenPath;
import dev.gatehouse.maven.xml.StrictXml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Maven's packages as people count them: each version is one with all its files. Thread-safe. */
public final class MavenPackaging implements Packaging<MavenRelease, MavenMetadata> {
    private static final List<String> NOT_KEPT =
            List.of("ivy_file", "sbt_version", "scala_version");

    private final PackageReader reader;

    MavenPackaging(DeployReader deploys, StrictXml xml, int retention) {
        this.reader = new PackageReader(deploys, xml, retention);
    }

    @Override
    public String word() {
        return "maven";
    }

    @Override
    public List<Parcel> parcels(StoredVersion stored) {
        PackageName name = stored.key().name();
        List<Parcel.Part> parts =
                stored.files().stream()
                        .flatMap(file -> part(name, stored.version(), file).stream())
                        .sorted(
                                Comparator.comparingInt(MavenPackaging::place)
                                        .thenComparing(p -> p.file().file().value()))
                        .toList();
        return parts.isEmpty()
                ? List.of()
                : List.of(
                        new Parcel(
                                stored.whole(),
                                MavenName.artifactId(name),
                                stored.version().value(),
                                parts));
    }

    private static Optional<Parcel.Part> part(PackageName name, Version version, StoredFile file) {
        String path = MavenName.directory(name) + "/" + version + "/" + file.file();
        return switch (MavenPath.parse(path)) {
            case MavenPath.Artifact(MavenCoordinates of) ->
                    Optional.of(new Parcel.Part(file, tag(of)));
            case MavenPath.Signature signature -> Optional.of(new Parcel.Part(file, "signature"));
            case MavenPath.Checksum ignored -> Optional.empty();
            case MavenPath.Metadata ignored -> Optional.empty();
            case MavenPath.SnapshotMetadata ignored -> Optional.empty();
            case MavenPath.Unknown ignored -> Optional.empty();
        };
    }

    private static String tag(MavenCoordinates of) {
        if (of.isPom()) {
            return "pom";
        }
        return of.classifier().orElseGet(() -> of.isPrimary() ? "pkg" : of.extension());
    }

    private static int place(Parcel.Part part) {
        return switch (part.tag()) {
            case "pkg" -> 0;
            case "pom" -> 1;
            case "signature" -> 3;
            default -> 2;
        };
    }

    @Override
    public Identity identity(Parcel parcel) {
        PackageName name = parcel.item().key().name();
        Optional<String> group = Optional.of(MavenName.groupId(name));
        return new Identity(
                group,
                PackageUrls.of(
                        "maven", group, MavenName.artifactId(name), parcel.item().version()));
    }

    @Override
    public Facts facts(Parcel parcel, Told<MavenRelease, MavenMetadata> told) {
        PackageName name = parcel.item().key().name();
        return new Facts(
                "",
                "",
                "",
                List.of(),
                List.of(),
                Map.of(
                        "group_id", MavenName.groupId(name),
                        "artifact_id", MavenName.artifactId(name)));
    }

    @Override
    public String path(PackageName name, Version version, FileName file) {
        return MavenName.directory(name) + "/" + version + "/" + file;
    }

    @Override
    public Set<String> words() {
        return Set.of(
                PackageReader.GROUP,
                PackageReader.ARTIFACT,
                PackageReader.VERSION,
                PackageReader.PACKAGING,
                "ivy_file",
                "sbt_version",
                "scala_version");
    }

    @Override
    public List<String> roles() {
        return PackageReader.ROLES;
    }

    @Override
    public Optional<Wrong> wrong(Shipment shipment) {
        Optional<String> other =
                NOT_KEPT.stream().filter(shipment.words()::containsKey).findFirst();
        if (other.isPresent()) {
            return Optional.of(
                    new Wrong(other.get(), "only packages in Maven's own layout are kept here"));
        }
        return reader.wrong(shipment);
    }

    @Override
    public Sent receive(Shipment shipment, Intake intake) throws IOException, RefusedException {
        return reader.read(shipment, intake);
    }

    @Override
    public LocalEdit delete(Parcel parcel) {
        return (current, now) -> LocalReleases.delete(current, parcel.item().version());
    }

    /** Each under the name that it has. */
    @Override
    public Shipment ship(Parcel parcel, Facts facts, List<Shipment.Item> files, String by) {
        PackageName name = parcel.item().key().name();
        List<Shipment.Item> items = new ArrayList<>();
        for (Shipment.Item file : files) {
            items.add(new Shipment.Item(PackageReader.EXTRA, file.name(), file.draft()));
        }
        Map<String, String> words =
                Map.of(
                        PackageReader.GROUP,
                        MavenName.groupId(name),
                        PackageReader.ARTIFACT,
                        MavenName.artifactId(name),
                        PackageReader.VERSION,
                        parcel.item().version().value());
        return new Shipment(words, items, false, by);
    }
}
