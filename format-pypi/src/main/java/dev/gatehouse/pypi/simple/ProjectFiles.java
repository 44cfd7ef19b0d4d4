package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.pypi.name.DistributionName;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the files of one project by version, and leaves out what could not be served: another
 * project's files, links to nowhere, hashes that are none. Not thread-safe.
 */
final class ProjectFiles {
    private static final int MOST_FILES = 200_000;
    private final PackageName project;
    private final URI base;
    private final Set<FileName> names = new HashSet<>();
    private final Map<Version, Draft> drafts = new LinkedHashMap<>();
    private int taken;

    /**
     * @param base what links are relative to
     */
    ProjectFiles(PackageName project, URI base) {
        this.project = project;
        this.base = base;
    }

    /** The most that any project has is a fifth of it; each holds about a kilobyte of memory. */
    static void requireRoom(int size) {
        FileEntry.require(size < MOST_FILES, "at most " + MOST_FILES + " files");
    }

    private record Draft(String shown, List<PypiFile> files) {}

    /**
     * Takes a file if it is one of this project's.
     *
     * @throws IllegalArgumentException if there are too many
     */
    void add(FileEntry entry) {
        requireRoom(taken++);
        Optional<DistributionName> name = name(entry.name());
        Optional<URI> location = Links.resolve(base, entry.url());
        if (name.isEmpty() || location.isEmpty()) {
            return;
        }
        Optional<PypiFile> file = file(entry, name.get(), location.get());
        if (file.isPresent() && names.add(name.get().file())) {
            drafts.computeIfAbsent(
                            name.get().version(),
                            v -> new Draft(name.get().shown(), new ArrayList<>(4)))
                    .files()
                    .add(file.get());
        }
    }

    boolean isEmpty() {
        return drafts.isEmpty();
    }

    int size() {
        return names.size();
    }

    Map<Version, PypiRelease> releases() {
        Map<Version, PypiRelease> releases = LinkedHashMap.newLinkedHashMap(drafts.size());
        drafts.forEach(
                (version, draft) ->
                        releases.put(
                                version, new PypiRelease(version, draft.shown(), draft.files())));
        return releases;
    }

    /** No request could ask for a name with a percent sign, and no path holds a slash. */
    private Optional<DistributionName> name(String text) {
        try {
            return text.indexOf('%') >= 0
                    ? Optional.empty()
                    : DistributionName.of(project, new FileName(text));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** A file whose digests are malformed could never be verified. */
    private Optional<PypiFile> file(FileEntry entry, DistributionName name, URI location) {
        try {
            PypiFile file = entry.at(name.file(), base, location);
            HashNames.digests(file.hashes());
            file.coreMetadata().ifPresent(HashNames::digests);
            return Optional.of(file);
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }
}
