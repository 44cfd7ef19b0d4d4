package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.PackageUrls;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.format.StoredVersion;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.pypi.archive.BadArchiveException;
import dev.gatehouse.pypi.archive.CoreMetadata;
import dev.gatehouse.pypi.archive.SourceArchive;
import dev.gatehouse.pypi.archive.Wheel;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.simple.Companion;
import dev.gatehouse.pypi.simple.FileEntries;
import dev.gatehouse.pypi.simple.Links;
import dev.gatehouse.pypi.simple.PypiProject;
import dev.gatehouse.pypi.simple.PypiRelease;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Python's packages as people count them: each distribution file is one, with what lies beside it;
 * its metadata tell name and version. Thread-safe.
 */
public final class PypiPackaging implements Packaging<PypiRelease, PypiProject> {
    private static final String FILE = "package_file";
    private static final String SIGNATURE = "signature";

    private final FileEntries entries;
    private final Provenances provenances;

    PypiPackaging(FileEntries entries, Provenances provenances) {
        this.entries = entries;
        this.provenances = provenances;
    }

    @Override
    public String word() {
        return "python";
    }

    @Override
    public List<Parcel> parcels(StoredVersion stored) {
        return stored.files().stream()
                .filter(file -> Companion.at(file.file()).isEmpty())
                .map(file -> parcel(stored, file))
                .toList();
    }

    private static Parcel parcel(StoredVersion stored, StoredFile file) {
        PackageName project = stored.key().name();
        Optional<DistributionName> read = DistributionName.of(project, file.file());
        List<Parcel.Part> parts = new ArrayList<>();
        parts.add(new Parcel.Part(file, "pkg"));
        for (StoredFile other : stored.files()) {
            Companion.at(other.file())
                    .filter(companion -> companion.besides(other.file()).equals(file.file()))
                    .ifPresent(companion -> parts.add(new Parcel.Part(other, tag(companion))));
        }
        String name =
                declared(stored.local(), file.file())
                        .map(Declared::name)
                        .or(() -> DistributionName.projectIn(project, file.file()))
                        .orElseGet(project::value);
        String version =
                read.map(DistributionName::shown)
                        .filter(shown -> !shown.isEmpty())
                        .orElseGet(stored.version()::value);
        return new Parcel(stored.only(file.file()), name, version, parts);
    }

    private static String tag(Companion companion) {
        return companion.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Declared> declared(Optional<LocalPackage> local, FileName file) {
        return local.flatMap(l -> Declared.in(l.document(), file));
    }

    @Override
    public Identity identity(Parcel parcel) {
        ItemKey item = parcel.item();
        return new Identity(
                Optional.empty(),
                PackageUrls.of(
                        "pypi", Optional.empty(), item.key().name().value(), item.version()));
    }

    @Override
    public Facts facts(Parcel parcel, Told<PypiRelease, PypiProject> told) {
        FileName file = parcel.primary().file();
        Optional<Declared> declared = declared(told.local(), file);
        return new Facts(
                declared.map(Declared::summary).orElse(""),
                "",
                declared.map(Declared::license).orElse(""),
                List.of(),
                architectures(file),
                Map.of());
    }

    /** The platforms of a wheel: the last part of its name. */
    private static List<String> architectures(FileName file) {
        String text = file.value();
        return text.endsWith(".whl")
                ? List.of(
                        text.substring(text.lastIndexOf('-') + 1, text.length() - 4)
                                .split("\\.", -1))
                : List.of();
    }

    @Override
    public String path(PackageName name, Version version, FileName file) {
        return Stream.of(name.value(), version.value(), file.value())
                .map(Links::segment)
                .reduce("files", (path, segment) -> path + "/" + segment);
    }

    @Override
    public Set<String> words() {
        return Set.of();
    }

    @Override
    public List<String> roles() {
        return List.of(FILE);
    }

    /** As if twine had sent it, with the words that the file's own metadata have. */
    @Override
    public Sent receive(Shipment shipment, Intake intake) throws IOException, RefusedException {
        Shipment.Item file =
                shipment.item(FILE)
                        .orElseThrow(() -> RefusedException.invalid("expected a distribution"));
        boolean wheel = file.name().endsWith(".whl");
        CoreMetadata metadata = metadata(file, wheel);
        SentForm form =
                SentForm.of(
                        intake,
                        Map.of(
                                "name", metadata.name(),
                                "version", metadata.version(),
                                "filetype", wheel ? "bdist_wheel" : "sdist",
                                "sha256_digest", sha256(file.draft())),
                        new SentFile(file.name(), file.draft()),
                        shipment.item(SIGNATURE).map(i -> new SentFile(i.name(), i.draft())));
        Publication publication =
                new NewFile(form, intake).publication(entries, provenances, shipment.by());
        FileName name = new FileName(file.name());
        Version version =
                DistributionName.of(publication.name(), name)
                        .map(DistributionName::version)
                        .orElseThrow();
        return new Sent(publication, version, Optional.of(name));
    }

    private static CoreMetadata metadata(Shipment.Item file, boolean wheel)
            throws IOException, RefusedException {
        try {
            return CoreMetadata.parse(
                    wheel
                            ? Wheel.read(file.draft()::open).metadata()
                            : SourceArchive.read(file.draft()::open).metadata());
        } catch (BadArchiveException e) {
            throw RefusedException.invalid(file.name() + " cannot be published: " + e.getMessage());
        }
    }

    private static String sha256(BlobDraft draft) {
        return draft.digests().stream()
                .filter(d -> d.algorithm() == DigestAlgorithm.SHA256)
                .map(Digest::hex)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public LocalEdit delete(Parcel parcel) {
        return new WithdrawFile(parcel.item().version(), parcel.primary().file());
    }

    /** Attestations name who uploaded them, so they do not go with it; its signature does. */
    @Override
    public Shipment ship(Parcel parcel, Facts facts, List<Shipment.Item> files, String by) {
        List<Shipment.Item> items = new ArrayList<>();
        for (Shipment.Item file : files) {
            FileName name = new FileName(file.name());
            if (name.equals(parcel.primary().file())) {
                items.addFirst(new Shipment.Item(FILE, file.name(), file.draft()));
            } else if (Companion.at(name).filter(c -> c == Companion.SIGNATURE).isPresent()) {
                items.add(new Shipment.Item(SIGNATURE, file.name(), file.draft()));
            }
        }
        return new Shipment(Map.of(), items, false, by);
    }
}
