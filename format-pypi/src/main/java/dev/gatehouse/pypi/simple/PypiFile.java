package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ReleaseFile;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One file of a simple index with all that the index may say of it. Immutable.
 *
 * @param location where its source keeps it, without fragment; of a local file its name
 * @param hashes by the name that {@code hashlib} has for the algorithm, in order; any algorithm
 * @param yanked the reason, empty for none given; no value when it is not yanked (PEP 592)
 * @param coreMetadata hashes of {@code FILE.metadata}, empty when it is there without a hash; no
 *     value when it is not there (PEP 658, 714)
 * @param gpgSig whether {@code FILE.asc} is there, when the source says
 * @param size in bytes (PEP 700)
 * @param uploadTime as the source writes it (PEP 700)
 * @param provenance where the attestations are (PEP 740)
 */
public record PypiFile(
        FileName name,
        URI location,
        Map<String, String> hashes,
        Optional<String> requiresPython,
        Optional<String> yanked,
        Optional<Map<String, String>> coreMetadata,
        Optional<Boolean> gpgSig,
        OptionalLong size,
        Optional<String> uploadTime,
        Optional<URI> provenance) {
    public PypiFile {
        hashes = ordered(hashes);
        coreMetadata = coreMetadata.map(PypiFile::ordered);
    }

    /** A file of which nothing is known but its name and its place. */
    public static PypiFile of(FileName name, URI location) {
        return new PypiFile(
                name,
                location,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same file with other words about yanking. */
    public PypiFile withYanked(Optional<String> reason) {
        return new PypiFile(
                name,
                location,
                hashes,
                requiresPython,
                reason,
                coreMetadata,
                gpgSig,
                size,
                uploadTime,
                provenance);
    }

    /** When it was uploaded; empty when the source does not say, or not as an instant. */
    public Optional<Instant> uploadedAt() {
        try {
            return uploadTime.map(Instant::parse);
        } catch (DateTimeException unusable) {
            return Optional.empty();
        }
    }

    /** The file itself and those beside it that its source says it has. */
    public List<ReleaseFile> releaseFiles() {
        List<ReleaseFile> files = new ArrayList<>(2);
        files.add(new ReleaseFile(name, location, HashNames.digests(hashes), size));
        for (Companion companion : Companion.values()) {
            companion(companion).ifPresent(files::add);
        }
        return List.copyOf(files);
    }

    /** The file beside it, if there is one that can be named. */
    public Optional<ReleaseFile> companion(Companion companion) {
        if (!companion.isPossible(name)) {
            return Optional.empty();
        }
        return switch (companion) {
            case METADATA ->
                    coreMetadata.map(
                            told -> beside(companion, HashNames.digests(told), besides(companion)));
            case SIGNATURE ->
                    gpgSig.filter(there -> there)
                            .map(there -> beside(companion, Set.of(), besides(companion)));
            case OWN_SIGNATURE -> Optional.empty();
            case PROVENANCE -> provenance.map(at -> beside(companion, Set.of(), at));
        };
    }

    private ReleaseFile beside(Companion companion, Set<Digest> digests, URI at) {
        return new ReleaseFile(
                companion.of(name), at, digests, OptionalLong.empty(), FileKind.COMPANION);
    }

    /** The path gets the ending, and a query stays behind it. */
    private URI besides(Companion companion) {
        String text = location.toString();
        int query = text.indexOf('?');
        return URI.create(
                query < 0
                        ? text + companion.ending()
                        : text.substring(0, query) + companion.ending() + text.substring(query));
    }

    /** Keeps the order, so that the same document is rendered to the same bytes. */
    private static Map<String, String> ordered(Map<String, String> hashes) {
        return hashes.size() < 2
                ? Map.copyOf(hashes)
                : Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
    }
}
