package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.proxy.ItemIds;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.FileUse;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.server.api.call.SizeText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A package in JSON, with Cloudsmith's fields; scripts rely on it. What is not kept here is null,
 * false or 0.
 *
 * @param workspace the slug in paths
 * @param links where packages and their files are
 * @param signatures what is known of those
 * @param scans what advisories say of a package
 */
record PackageShape(
        String workspace,
        PackageLinks links,
        SignatureShape signatures,
        Function<Stored, Scan> scans) {
    private static final int COMPLETED = 4;
    private static final int QUARANTINED = 6;
    private static final int SYNCHRONISED = 9;
    private static final int ALL = 100;

    Map<String, @Nullable Object> of(Listed listed) throws IOException {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        naming(shape, listed);
        describing(shape, listed);
        files(shape, listed.stored());
        tags(shape, listed);
        shape.putAll(status(listed));
        return shape;
    }

    private void naming(Map<String, @Nullable Object> shape, Listed listed) {
        Stored stored = listed.stored();
        ItemIds ids = stored.ids();
        Parcel parcel = stored.parcel();
        shape.put("namespace", workspace);
        shape.put("repository", stored.mount().repositoryName());
        shape.put("slug", ids.slug());
        shape.put("slug_perm", ids.perm());
        shape.put("identifier_perm", ids.perm());
        shape.put("name", parcel.name());
        shape.put("display_name", parcel.name());
        shape.put("version", parcel.version());
        shape.put("version_orig", parcel.version());
        shape.put("format", listed.format());
        shape.put("self_url", links.self(stored));
        shape.put("status_url", links.self(stored) + "status/");
        shape.put("origin_repository", stored.mount().repositoryName());
    }

    private void describing(Map<String, @Nullable Object> shape, Listed listed) throws IOException {
        Facts facts = listed.facts();
        shape.put("summary", facts.summary());
        shape.put("description", facts.description());
        shape.put("license", facts.license());
        shape.put("identifiers", facts.identifiers());
        shape.put(
                "architectures",
                facts.architectures().stream().map(name -> Map.of("name", name)).toList());
        shape.put("distro", null);
        shape.put("package_type", 1);
        shape.put("type_display", listed.format());
        shape.put("subtype", null);
        Optional<LocalRelease> release = listed.stored().release();
        shape.put("uploader", release.map(LocalRelease::publishedBy).orElse(null));
        shape.put("is_local", release.isPresent());
        shape.put("uploaded_at", time(listed.uploadedAt()));
        Optional<FileUse> use = listed.stored().use();
        shape.put("downloads", use.map(FileUse::count).orElse(0L));
        shape.put("last_downloaded_at", use.map(u -> time(u.lastAt())).orElse(null));
        shape.put("security_scan_status", scanned(scans.apply(listed.stored())));
        shape.put("vulnerability_scan_results_url", null);
    }

    private static String scanned(Scan scan) {
        return switch (scan) {
            case Scan.Skipped() -> "SKIPPED";
            case Scan.Failed(var _) -> "FAILED";
            case Scan.Done(var findings) -> findings.isEmpty() ? "NOT_VULNERABLE" : "VULNERABLE";
        };
    }

    private void files(Map<String, @Nullable Object> shape, Stored stored) throws IOException {
        Parcel parcel = stored.parcel();
        shape.put("filename", parcel.primary().file().value());
        shape.put("size", parcel.size());
        shape.put("size_str", SizeText.of(parcel.size()));
        shape.put("cdn_url", links.file(stored, parcel.primary()));
        shape.put("signature_url", signature(stored, parcel.parts().getFirst()));
        shape.putAll(checksums(parcel.parts().getFirst()));
        shape.put("num_files", parcel.parts().size());
        List<Object> files = new ArrayList<>();
        for (Parcel.Part part : parcel.parts()) {
            files.add(file(stored, part));
        }
        shape.put("files", files);
        signatures.put(shape, stored);
    }

    private Map<String, @Nullable Object> file(Stored stored, Parcel.Part part) throws IOException {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("filename", part.file().file().value());
        shape.put("slug_perm", links.fileId(part));
        shape.put("cdn_url", links.file(stored, part.file()));
        shape.put("signature_url", signature(stored, part));
        shape.put("signatures", signatures.of(part.file()));
        shape.put("size", part.file().size());
        shape.put("tag", part.tag());
        shape.put("is_primary", part.file().equals(stored.parcel().primary()));
        shape.put("is_downloadable", stored.state().hold().isEmpty());
        shape.put("is_synchronised", true);
        shape.putAll(checksums(part));
        return shape;
    }

    private @Nullable String signature(Stored stored, Parcel.Part of) {
        String name = of.file().file().value() + ".asc";
        return stored.parcel().parts().stream()
                .map(Parcel.Part::file)
                .filter(f -> f.file().value().equals(name))
                .map(f -> links.file(stored, f))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, @Nullable Object> checksums(Parcel.Part part) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        Map<String, DigestAlgorithm> named =
                Map.of(
                        "checksum_md5", DigestAlgorithm.MD5,
                        "checksum_sha1", DigestAlgorithm.SHA1,
                        "checksum_sha256", DigestAlgorithm.SHA256,
                        "checksum_sha512", DigestAlgorithm.SHA512);
        named.forEach(
                (field, algorithm) ->
                        shape.put(
                                field,
                                part.file().digest(algorithm).map(d -> d.hex()).orElse(null)));
        return shape;
    }

    private static void tags(Map<String, @Nullable Object> shape, Listed listed)
            throws IOException {
        List<ItemTag> own = listed.stored().state().tags();
        List<String> automatic = listed.facts().tags();
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "info", own.stream().map(ItemTag::name).toList());
        put(all, "version", automatic);
        shape.put("tags", all);
        Map<String, Object> immutable = new LinkedHashMap<>();
        put(immutable, "info", own.stream().filter(ItemTag::immutable).map(ItemTag::name).toList());
        shape.put("tags_immutable", immutable);
        Map<String, Object> byItself = new LinkedHashMap<>();
        put(byItself, "version", automatic);
        shape.put("tags_automatic", byItself);
    }

    private static void put(Map<String, Object> shape, String type, List<String> tags) {
        if (!tags.isEmpty()) {
            shape.put(type, tags);
        }
    }

    /** What is polled after an upload, which is over when it is answered. */
    Map<String, @Nullable Object> status(Listed listed) {
        Stored stored = listed.stored();
        ItemState state = stored.state();
        boolean held = listed.isHeld();
        String at = time(listed.uploadedAt());
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("slug", stored.ids().slug());
        shape.put("slug_perm", stored.ids().perm());
        shape.put("status", held ? QUARANTINED : COMPLETED);
        shape.put("status_str", listed.status());
        shape.put("status_reason", state.hold().map(Hold::text).orElse(null));
        shape.put("status_updated_at", held ? time(state.heldChangedAt()) : at);
        shape.put("stage", SYNCHRONISED);
        shape.put("stage_str", "Fully Synchronised");
        shape.put("stage_updated_at", at);
        shape.put("sync_progress", ALL);
        shape.put("sync_finished_at", at);
        for (String never : List.of("awaiting", "failed", "in_flight", "in_progress")) {
            shape.put("is_sync_" + never, false);
        }
        shape.put("is_sync_completed", true);
        shape.put("is_quarantined", listed.state() == PackageState.QUARANTINED);
        shape.put("is_hidden", listed.state() == PackageState.HIDDEN);
        shape.put("policy_violated", state.hold().flatMap(Hold::policy).isPresent());
        shape.put("is_downloadable", !held);
        for (String possible : List.of("copyable", "deleteable", "moveable", "quarantinable")) {
            shape.put("is_" + possible, true);
        }
        shape.put("is_resyncable", true);
        return shape;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
