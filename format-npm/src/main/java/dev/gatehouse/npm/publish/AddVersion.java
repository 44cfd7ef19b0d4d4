package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.LocalEdit;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.npm.json.StrictJson;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds a version that was checked.
 *
 * @param packument the members that came beside the versions
 * @param tags the dist-tags that it gets
 */
record AddVersion(
        Version version,
        ObjectNode manifest,
        ObjectNode packument,
        Set<String> tags,
        List<Received> files,
        String by,
        StrictJson json)
        implements LocalEdit {
    /** A file with the facts that the store will know of it. */
    record Received(FileName name, long size, Set<Digest> digests) {
        StoredFile stored(LocalPackage local, Version version, Instant now) {
            return new StoredFile(local.key(), version, name, SourceId.LOCAL, size, digests, now);
        }
    }

    @Override
    public Outcome apply(LocalPackage current, Instant now) {
        PackageName name = current.key().name();
        Optional<LocalRelease> before = current.find(version);
        if (before.filter(LocalRelease::isAvailable).isPresent()) {
            return new Outcome.Rejected(Refuse.exists(name, version));
        }
        List<StoredFile> stored = files.stream().map(f -> f.stored(current, version, now)).toList();
        if (before.isPresent() && differs(before.get(), stored)) {
            return new Outcome.Rejected(Refuse.otherBytes(name, version));
        }
        LocalRelease release =
                new LocalRelease(
                        version,
                        LocalRelease.State.AVAILABLE,
                        manifest.toString(),
                        now,
                        by,
                        stored);
        LocalPackage next = current.with(release);
        return Answers.changed(201, current, next.with(document(next)), json);
    }

    private String document(LocalPackage next) {
        NameDocument document = NameDocument.of(next, json);
        document.describe(packument, manifest);
        tags.forEach(tag -> document.tag(tag, version));
        document.settleTags(next);
        return document.text();
    }

    /** Whether a file that both have is another one. */
    private static boolean differs(LocalRelease before, List<StoredFile> stored) {
        Map<FileName, Digest> old =
                before.files().stream()
                        .collect(Collectors.toMap(StoredFile::file, StoredFile::sha256));
        return stored.stream()
                .anyMatch(f -> !f.sha256().equals(old.getOrDefault(f.file(), f.sha256())));
    }
}
