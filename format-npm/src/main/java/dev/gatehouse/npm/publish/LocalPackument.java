package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.packument.NpmDocument;
import dev.gatehouse.npm.packument.NpmRelease;
import dev.gatehouse.npm.packument.PackumentReader;

import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What is published here, written as a packument and read like any other, so that local and proxied
 * versions go one way. Thread-safe.
 */
public final class LocalPackument {
    private final StrictJson json;
    private final PackumentReader reader;

    public LocalPackument(StrictJson json, PackumentReader reader) {
        this.json = json;
        this.reader = reader;
    }

    /**
     * The packument of what is published here.
     *
     * @param signed what the repository itself has signed
     */
    public ReleaseIndex<NpmRelease, NpmDocument> index(
            LocalPackage local, Map<FileName, RegistryStatement.Claim> signed) {
        ByteBuffer text = ByteBuffer.wrap(write(local, signed).getBytes(StandardCharsets.UTF_8));
        PackageName name = local.key().name();
        try {
            return reader.read(IndexKey.of(name), text);
        } catch (BadUpstreamException e) {
            throw new IllegalStateException("what is stored of " + name + " is unreadable", e);
        }
    }

    /** Only the repository's own signature stands here: others' keys may not be known to it. */
    private ObjectNode manifest(
            PackageName name, LocalRelease release, Map<FileName, RegistryStatement.Claim> signed) {
        ObjectNode manifest = json.own(release.manifest());
        RegistryStatement.Claim claim = signed.get(NpmName.tarball(name, release.version()));
        if (claim != null && manifest.get("dist") instanceof ObjectNode dist) {
            ObjectNode one = dist.putArray("signatures").addObject();
            one.put("keyid", claim.key()).put("sig", claim.signature());
        }
        return manifest;
    }

    /** The revision of a package as CouchDB would write it; clients send it back. */
    static String revision(LocalPackage local) {
        return revision(local.revision());
    }

    static String revision(long count) {
        return count + "-gatehouse";
    }

    private String write(LocalPackage local, Map<FileName, RegistryStatement.Claim> signed) {
        ObjectNode document = json.own(local.document());
        document.put("name", local.key().name().value());
        document.put("_rev", revision(local));
        List<LocalRelease> available = local.available();
        ObjectNode versions = document.putObject("versions");
        ObjectNode times = document.putObject("time");
        local.releases().values().stream()
                .map(LocalRelease::publishedAt)
                .min(Instant::compareTo)
                .ifPresent(
                        created ->
                                times.put(
                                        "created",
                                        created.truncatedTo(ChronoUnit.MILLIS).toString()));
        if (local.revision() > 0) {
            times.put("modified", local.modifiedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        for (LocalRelease release : available) {
            versions.set(release.version().value(), manifest(local.key().name(), release, signed));
            times.put(
                    release.version().value(),
                    release.publishedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        return document.toString();
    }
}
