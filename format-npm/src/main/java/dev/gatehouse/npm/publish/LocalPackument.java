package dev.gatehouse.npm.publish;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.packument.NpmDocument;
import dev.gatehouse.npm.packument.NpmRelease;
import dev.gatehouse.npm.packument.PackumentReader;

import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

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

    public ReleaseIndex<NpmRelease, NpmDocument> index(LocalPackage local) {
        ByteBuffer text = ByteBuffer.wrap(write(local).getBytes(StandardCharsets.UTF_8));
        PackageName name = local.key().name();
        try {
            return reader.read(IndexKey.of(name), text);
        } catch (BadUpstreamException e) {
            throw new IllegalStateException("what is stored of " + name + " is unreadable", e);
        }
    }

    /** The revision of a package as CouchDB would write it; clients send it back. */
    static String revision(LocalPackage local) {
        return revision(local.revision());
    }

    static String revision(long count) {
        return count + "-gatehouse";
    }

    private String write(LocalPackage local) {
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
            versions.set(release.version().value(), json.own(release.manifest()));
            times.put(
                    release.version().value(),
                    release.publishedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        return document.toString();
    }
}
