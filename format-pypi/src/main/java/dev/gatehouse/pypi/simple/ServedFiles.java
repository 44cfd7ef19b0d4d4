package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.trust.Accepted;
import dev.gatehouse.core.trust.VisibleIndex;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Files as this server offers them: at its own URLs, with the digests of the stored bytes where
 * they differ, and with nothing beside them that could not be asked for. Not thread-safe.
 */
final class ServedFiles {
    private final PackageName name;
    private final String base;
    private final Map<FileName, Set<Digest>> kept;

    ServedFiles(PackageName name, Rendition rendition) {
        this.name = name;
        this.base = rendition.base() + "files/" + Links.segment(name.value()) + "/";
        this.kept = rendition.kept();
    }

    /** All visible ones, in the order of their versions. */
    List<PypiFile> of(VisibleIndex<PypiRelease, PypiProject> index) {
        List<PypiFile> all = new ArrayList<>();
        for (Accepted<PypiRelease> accepted : index.accepted().values()) {
            all.addAll(of(accepted.release()));
        }
        return all;
    }

    List<PypiFile> of(PypiRelease release) {
        String folder = base + Links.segment(release.version().value()) + "/";
        List<PypiFile> all = new ArrayList<>(release.distributions().size());
        for (PypiFile file : release.distributions()) {
            all.add(served(file, folder));
        }
        return all;
    }

    PackageName project() {
        return name;
    }

    private PypiFile served(PypiFile file, String folder) {
        FileName fileName = file.name();
        String url = folder + Links.segment(fileName.value());
        Set<Digest> stored = kept.get(fileName);
        return new PypiFile(
                fileName,
                URI.create(url),
                stored == null ? file.hashes() : HashNames.hashes(stored),
                file.requiresPython(),
                file.yanked(),
                metadata(file),
                file.gpgSig().map(there -> there && Companion.SIGNATURE.isPossible(fileName)),
                stored == null ? file.size() : OptionalLong.empty(),
                file.uploadTime(),
                file.provenance()
                        .filter(there -> Companion.PROVENANCE.isPossible(fileName))
                        .map(there -> URI.create(url + Companion.PROVENANCE.ending())));
    }

    private Optional<Map<String, String>> metadata(PypiFile file) {
        if (!Companion.METADATA.isPossible(file.name())) {
            return Optional.empty();
        }
        Set<Digest> stored = kept.get(Companion.METADATA.of(file.name()));
        if (stored != null) {
            return Optional.of(sha256(stored));
        }
        // what the source says now is not about the bytes that are served
        return kept.containsKey(file.name()) ? Optional.empty() : file.coreMetadata();
    }

    /** Installers need no more than this one. */
    private static Map<String, String> sha256(Set<Digest> digests) {
        Map<String, String> all = HashNames.hashes(digests);
        all.keySet().retainAll(Set.of("sha256"));
        return all;
    }
}
