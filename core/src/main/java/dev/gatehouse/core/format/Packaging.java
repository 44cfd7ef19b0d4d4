package dev.gatehouse.core.format;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How people count, see and send what is stored, apart from the format's own clients. Thread-safe;
 * pure, but for reading what was sent.
 *
 * @param <R> the format's record of one version
 * @param <P> what belongs to its index document and not to a version
 */
public interface Packaging<R extends Release, P> {
    /** What people call the format: {@code python}. */
    String word();

    /** The packages that the stored files of one version are, in a lasting order. */
    List<Parcel> parcels(StoredVersion stored);

    /** By what names the world knows a package. */
    Identity identity(Parcel parcel);

    /**
     * The names by which the world knows a package.
     *
     * @param namespace the group or scope, in a format that has any and for a package that has one
     * @param purl the package URL, of the version
     */
    record Identity(Optional<String> namespace, String purl) {}

    /** What a package's source says of it. */
    Facts facts(Parcel parcel, Told<R, P> told);

    /**
     * Where facts are found.
     *
     * @param release the version as its source describes it, when that is known
     * @param document what belongs to the name there, when it is known
     * @param local what was published under the name, if the version is of it
     */
    record Told<R extends Release, P>(
            Optional<R> release, Optional<P> document, Optional<LocalPackage> local) {}

    /** Where a file is below the format's mount path, percent-encoded. */
    String path(PackageName name, Version version, FileName file);

    /** The words that a shipment may have beside its files: {@code group_id}. */
    Set<String> words();

    /** What a shipment's files may be to it, the one that must be there first. */
    List<String> roles();

    /**
     * What its words alone say to be wrong.
     *
     * @return the word and what is wrong with it
     */
    default Optional<Wrong> wrong(Shipment shipment) {
        return Optional.empty();
    }

    /**
     * Reads what was sent as one package; what is wrong with it is a {@link RefusedException}. What
     * comes of it is a publication like any other: the same checks hold.
     */
    Sent receive(Shipment shipment, Intake intake) throws IOException, RefusedException;

    /** Ends a package that is published here; its name and the bytes of its number stay taken. */
    LocalEdit delete(Parcel parcel);

    /** How a stored package is sent to another repository. */
    Shipment ship(Parcel parcel, Facts facts, List<Shipment.Item> files, String by);

    /**
     * A package that was read.
     *
     * @param version of the publication
     * @param file the file that is the package, where files are counted; see {@link
     *     dev.gatehouse.core.model.ItemKey}
     */
    record Sent(Publication publication, Version version, Optional<FileName> file) {}

    /** A word of a shipment that cannot be taken. */
    record Wrong(String word, String problem) {}
}
