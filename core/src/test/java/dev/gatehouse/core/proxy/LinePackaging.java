package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.format.StoredVersion;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Packages of {@link LineFormat}: each version is one, or each file. A shipment has a {@code name}
 * and a {@code version}, and files.
 *
 * @param byFile whether each file is one
 */
record LinePackaging(boolean byFile) implements Packaging<LineFormat.Line, String> {
    private static final String FILE = "file";

    @Override
    public String word() {
        return "lines";
    }

    @Override
    public List<Parcel> parcels(StoredVersion stored) {
        String name = stored.key().name().value();
        String version = stored.version().value();
        List<Parcel.Part> parts =
                stored.files().stream().map(f -> new Parcel.Part(f, FILE)).toList();
        if (parts.isEmpty()) {
            return List.of();
        }
        return byFile
                ? parts.stream()
                        .map(
                                p ->
                                        new Parcel(
                                                stored.only(p.file().file()),
                                                name,
                                                version,
                                                List.of(p)))
                        .toList()
                : List.of(new Parcel(stored.whole(), name, version, parts));
    }

    /** The note of the document, and whether the version is listed and published here. */
    @Override
    public Identity identity(Parcel parcel) {
        return new Identity(Optional.empty(), "pkg:line/" + parcel.name());
    }

    @Override
    public Facts facts(Parcel parcel, Told<LineFormat.Line, String> told) {
        return new Facts(
                told.document().orElse("nothing told"),
                told.release().isPresent() ? "listed" : "not listed",
                told.local().isPresent() ? "local" : "cached",
                List.of(),
                List.of(),
                Map.of());
    }

    @Override
    public String path(PackageName name, Version version, FileName file) {
        return "file/" + name + "/" + version + "/" + file;
    }

    @Override
    public Set<String> words() {
        return Set.of("name", "version");
    }

    @Override
    public List<String> roles() {
        return List.of(FILE);
    }

    @Override
    public Sent receive(Shipment shipment, Intake intake) throws RefusedException {
        if (shipment.items().isEmpty()) {
            throw RefusedException.invalid("expected a file");
        }
        PackageName name = LineFormat.named(shipment.word("name").orElse("unnamed"));
        Version version = new Version(shipment.word("version").orElse("0"));
        List<DraftedFile> files =
                shipment.items().stream()
                        .map(i -> new DraftedFile(version, new FileName(i.name()), i.draft()))
                        .toList();
        Publication publication =
                new Publication(
                        name,
                        "upload " + version,
                        files,
                        (now, at) ->
                                new LocalEdit.Outcome.Changed(
                                        now.with(LinePublication.release(now, version, at)),
                                        Response.text(201, "done")));
        return new Sent(
                publication,
                version,
                byFile ? Optional.of(files.getFirst().file()) : Optional.empty());
    }

    @Override
    public LocalEdit delete(Parcel parcel) {
        return (now, at) ->
                now.find(parcel.item().version())
                        .filter(LocalRelease::isAvailable)
                        .<LocalEdit.Outcome>map(r -> deleted(now, r))
                        .orElseGet(
                                () ->
                                        new LocalEdit.Outcome.Rejected(
                                                new Refusal.NotFound(
                                                        Refusal.Asked.INDEX, "it is gone")));
    }

    private static LocalEdit.Outcome deleted(LocalPackage now, LocalRelease release) {
        return new LocalEdit.Outcome.Changed(
                now.with(release.in(LocalRelease.State.DELETED)), Response.text(200, "deleted"));
    }

    @Override
    public Shipment ship(Parcel parcel, Facts facts, List<Shipment.Item> files, String by) {
        return new Shipment(
                Map.of("name", parcel.name(), "version", parcel.version()), files, false, by);
    }
}
