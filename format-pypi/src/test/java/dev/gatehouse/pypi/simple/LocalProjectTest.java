package dev.gatehouse.pypi.simple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.StoredFile;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

class LocalProjectTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Version VERSION = new Version("1");
    private static final PackageKey KEY = new PackageKey(new RepositoryId("r"), Pages.FOO_BAR);
    private static final String WHEEL = "foo_bar-1.0-py3-none-any.whl";

    private final FileEntries entries = new FileEntries();
    private final LocalProject project = new LocalProject();

    @Test
    void aManifestComesBackAsItWasWritten() {
        var file =
                new PypiFile(
                        new FileName(WHEEL),
                        URI.create(""),
                        Map.of("sha256", Pages.SHA),
                        Optional.of(">=3 \"<&"),
                        Optional.of("why"),
                        Optional.of(Map.of("sha256", Pages.SHA)),
                        Optional.of(true),
                        OptionalLong.of(5),
                        Optional.of("2026-01-02T03:04:05Z"),
                        Optional.empty());
        var plain = PypiFile.of(new FileName("foo_bar-1.0.tar.gz"), URI.create(""));

        var text = entries.write(List.of(file, plain));

        assertThat(entries.read(text)).hasSize(2).first().isEqualTo(file);
        assertThat(entries.write(entries.read(text))).isEqualTo(text);
        assertThat(entries.read("")).isEmpty();
    }

    @Test
    void whatIsStoredIsOffered() {
        var manifest = entries.write(List.of(PypiFile.of(new FileName(WHEEL), URI.create(""))));
        var local = published(manifest, WHEEL, WHEEL + ".metadata", WHEEL + ".asc");

        var release = Pages.release(project.localIndex(local), "1");

        assertThat(release.shown()).isEqualTo("1.0");
        assertThat(release.files())
                .extracting(ReleaseFile::name)
                .extracting(FileName::value)
                .containsExactly(WHEEL, WHEEL + ".metadata", WHEEL + ".asc");
        var file = release.distributions().getFirst();
        assertThat(file.hashes()).containsEntry("sha256", Pages.SHA);
        assertThat(file.size()).hasValue(9);
        assertThat(file.coreMetadata()).contains(Map.of("sha256", Pages.SHA));
    }

    @Test
    void whatIsNotStoredIsNotOffered() {
        var said =
                PypiFile.of(new FileName(WHEEL), URI.create("")).withYanked(Optional.of("reason"));
        var lost = PypiFile.of(new FileName("foo_bar-1.0.tar.gz"), URI.create(""));
        var local = published(entries.write(List.of(said, lost)), WHEEL);

        var file = Pages.only(project.localIndex(local));

        assertThat(file.coreMetadata()).isEmpty();
        assertThat(file.gpgSig()).contains(false);
        assertThat(file.provenance()).isEmpty();
        assertThat(file.yanked()).contains("reason");
    }

    @Test
    void aDeletedVersionIsNotListed() {
        var manifest = entries.write(List.of(PypiFile.of(new FileName(WHEEL), URI.create(""))));
        var local = published(manifest, WHEEL);
        var deleted = local.with(local.find(VERSION).orElseThrow().in(LocalRelease.State.DELETED));

        assertThat(project.localIndex(deleted).releases()).isEmpty();
    }

    private static LocalPackage published(String manifest, String... files) {
        var stored = Arrays.stream(files).map(LocalProjectTest::stored).toList();
        return LocalPackage.empty(KEY)
                .with(
                        new LocalRelease(
                                VERSION,
                                LocalRelease.State.AVAILABLE,
                                manifest,
                                NOW,
                                "ann",
                                stored));
    }

    private static StoredFile stored(String name) {
        return new StoredFile(
                KEY,
                VERSION,
                new FileName(name),
                SourceId.LOCAL,
                9,
                Set.of(Digest.sha256(Pages.SHA)),
                NOW);
    }
}
