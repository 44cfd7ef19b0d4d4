package dev.gatehouse.maven.publish;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.maven.metadata.MavenTimes;
import dev.gatehouse.maven.metadata.Snapshot;
import dev.gatehouse.maven.path.MavenCoordinates;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.path.MavenPath;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one version that was published here, by build: a release is one build, a snapshot
 * one for each time stamp, and one for files without.
 */
final class DeployedFiles {
    private static final Pattern STAMPED = Pattern.compile(".+-(\\d{8}\\.\\d{6})-(\\d{1,9})");

    private final LocalRelease release;
    private final Optional<String> packaging;

    /** By the version in the files' names. */
    private final Map<String, List<Deployed>> builds = new TreeMap<>();

    DeployedFiles(PackageName name, LocalRelease release) {
        this.release = release;
        this.packaging = Manifest.of(release).packaging();
        String directory = MavenName.directory(name) + "/" + release.version() + "/";
        for (StoredFile file : release.files()) {
            if (MavenPath.parse(directory + file.file()) instanceof MavenPath.OfVersion path) {
                boolean isArtifact = path instanceof MavenPath.Artifact;
                builds.computeIfAbsent(path.coordinates().fileVersion(), v -> new ArrayList<>())
                        .add(new Deployed(path.coordinates(), isArtifact, file));
            }
        }
    }

    private record Deployed(MavenCoordinates of, boolean isArtifact, StoredFile file) {
        boolean isArtifactThat(Predicate<MavenCoordinates> condition) {
            return isArtifact && condition.test(of);
        }
    }

    /** Whether a build is there with its POM and what the POM is about. */
    boolean isListed() {
        return builds.keySet().stream().anyMatch(this::isComplete);
    }

    private boolean isComplete(String fileVersion) {
        return has(fileVersion, MavenCoordinates::isPom)
                && (packaging.filter("pom"::equals).isPresent()
                        || has(fileVersion, MavenCoordinates::isPrimary));
    }

    private boolean has(String fileVersion, Predicate<MavenCoordinates> condition) {
        return builds.getOrDefault(fileVersion, List.of()).stream()
                .anyMatch(d -> d.isArtifactThat(condition));
    }

    /** The files without those of builds after which that many complete ones have come. */
    List<StoredFile> keeping(int count) {
        List<StoredFile> kept = new ArrayList<>(release.files());
        int complete = 0;
        for (String fileVersion : stamped().reversed()) {
            if (complete >= count) {
                builds.getOrDefault(fileVersion, List.of()).forEach(d -> kept.remove(d.file()));
            }
            complete += isComplete(fileVersion) ? 1 : 0;
        }
        return kept;
    }

    /** Versions with a time stamp, oldest first. */
    private List<String> stamped() {
        return builds.keySet().stream()
                .filter(v -> build(v).isPresent())
                .sorted(Comparator.comparing(v -> build(v).orElseThrow()))
                .toList();
    }

    private static Optional<Snapshot.Build> build(String fileVersion) {
        Matcher stamped = STAMPED.matcher(fileVersion);
        return stamped.matches()
                ? Optional.of(
                        new Snapshot.Build(stamped.group(1), Integer.parseInt(stamped.group(2))))
                : Optional.empty();
    }

    /**
     * The builds of a snapshot version. An artifact's main file is taken from builds that have a
     * POM, so that no reader gets the JAR of a build whose POM is still on its way; a later deploy
     * of a classifier alone is shown beside them.
     */
    Optional<Snapshot> snapshot() {
        if (!MavenName.isSnapshot(release.version()) || builds.isEmpty()) {
            return Optional.empty();
        }
        List<String> oldestFirst = new ArrayList<>();
        Version version = release.version();
        Optional.of(version.value()).filter(builds::containsKey).ifPresent(oldestFirst::add);
        oldestFirst.addAll(stamped());
        Map<String, Snapshot.Entry> newest = new TreeMap<>();
        Optional<Instant> updated = Optional.empty();
        for (String fileVersion : oldestFirst) {
            boolean hasPom = has(fileVersion, MavenCoordinates::isPom);
            for (Deployed one : builds.getOrDefault(fileVersion, List.of())) {
                updated = MavenTimes.later(updated, Optional.of(one.file().storedAt()));
                if (one.isArtifactThat(of -> hasPom || of.classifier().isPresent())) {
                    Snapshot.Entry entry = entry(one);
                    newest.put(entry.classifier() + ":" + entry.extension(), entry);
                }
            }
        }
        return Optional.of(new Snapshot(newestBuild(), List.copyOf(newest.values()), updated));
    }

    private Optional<Snapshot.Build> newestBuild() {
        List<String> stamped = stamped();
        return stamped.reversed().stream()
                .filter(this::isComplete)
                .findFirst()
                .or(() -> stamped.isEmpty() ? Optional.empty() : Optional.of(stamped.getLast()))
                .flatMap(DeployedFiles::build);
    }

    private static Snapshot.Entry entry(Deployed one) {
        String updated =
                build(one.of().fileVersion())
                        .map(b -> b.timestamp().replace(".", ""))
                        .orElseGet(() -> MavenTimes.format(one.file().storedAt()));
        return new Snapshot.Entry(
                one.of().classifier().orElse(""),
                one.of().extension(),
                one.of().fileVersion(),
                updated);
    }

    /** Whether a file of that name is there. */
    static Optional<StoredFile> find(LocalRelease release, FileName file) {
        return release.files().stream().filter(f -> f.file().equals(file)).findFirst();
    }
}
