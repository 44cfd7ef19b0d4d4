package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One version of a project as one source has it: the files whose names tell that version.
 * Immutable.
 *
 * @param version the key that all spellings of it share
 * @param shown the version as clients are shown it, zeros at its end included; empty when the file
 *     names tell none
 * @param distributions in the order of their index; names differ
 */
public record PypiRelease(Version version, String shown, List<PypiFile> distributions)
        implements Release {
    public PypiRelease {
        distributions = List.copyOf(distributions);
    }

    /** The first upload. */
    @Override
    public Optional<Instant> publishedAt() {
        return distributions.stream()
                .map(PypiFile::uploadedAt)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    @Override
    public List<ReleaseFile> files() {
        return distributions.stream().flatMap(f -> f.releaseFiles().stream()).toList();
    }

    /** The same without those distributions; empty when none is left. */
    public Optional<PypiRelease> without(Set<FileName> files) {
        List<PypiFile> left =
                distributions.stream().filter(f -> !files.contains(f.name())).toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new PypiRelease(version, shown, left));
    }

    /** The distribution of that name; files beside it are not meant. */
    public Optional<PypiFile> distribution(FileName name) {
        return distributions.stream().filter(f -> f.name().equals(name)).findFirst();
    }
}
