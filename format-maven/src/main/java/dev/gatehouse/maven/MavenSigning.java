package dev.gatehouse.maven;

import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.metadata.MavenRelease;
import dev.gatehouse.maven.path.MavenFiles;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code FILE.asc} beside each file of a version, its POM included; what a repository has is not
 * listed anywhere, so it is asked. Stateless.
 */
final class MavenSigning implements Signing.Detached<MavenRelease> {
    private static final String ENDING = ".asc";
    private static final String OURS = ".repository.asc";
    private static final int MOST_NAME = 255;

    @Override
    public boolean counts(PackageName name, Version version, FileName file) {
        return MavenFiles.isArtifact(name, version, file);
    }

    @Override
    public Optional<FileName> beside(FileName file) {
        String name = file.value() + ENDING;
        return name.length() <= MOST_NAME ? Optional.of(new FileName(name)) : Optional.empty();
    }

    @Override
    public Optional<FileName> signed(FileName signature) {
        String name = signature.value();
        String ending = name.endsWith(OURS) ? OURS : ENDING;
        return name.endsWith(ending) && name.length() > ending.length()
                ? Optional.of(new FileName(name.substring(0, name.length() - ending.length())))
                : Optional.empty();
    }

    @Override
    public Optional<FileName> ours(FileName file) {
        String name = file.value() + OURS;
        return name.length() <= MOST_NAME ? Optional.of(new FileName(name)) : Optional.empty();
    }

    @Override
    public Optional<ReleaseFile> at(MavenRelease release, FileName file) {
        return beside(file)
                .flatMap(
                        name ->
                                MavenFiles.kind(release.name(), release.version(), name)
                                        .map(kind -> at(release, name, kind)));
    }

    private static ReleaseFile at(MavenRelease release, FileName name, FileKind kind) {
        URI location = MavenFiles.location(release.name(), release.version(), name);
        return new ReleaseFile(name, location, Set.of(), OptionalLong.empty(), kind);
    }
}
