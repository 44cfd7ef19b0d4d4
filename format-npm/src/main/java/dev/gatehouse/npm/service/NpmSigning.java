package dev.gatehouse.npm.service;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RegistryKey;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.Integrity;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.packument.NpmRelease;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code dist.signatures}: the registry signs {@code name@version:integrity} with a key of {@code
 * /-/npm/v1/keys}, as {@code npm audit signatures} checks it (pacote, lib/registry.js).
 * Thread-safe.
 */
public final class NpmSigning implements Signing.ByRegistry<NpmRelease> {
    static final String SCHEME = "ecdsa-sha2-nistp256";

    private final StrictJson json;

    public NpmSigning(StrictJson json) {
        this.json = json;
    }

    @Override
    public boolean counts(PackageName name, Version version, FileName file) {
        return true;
    }

    @Override
    public Optional<RegistryStatement> statement(NpmRelease release, FileName file) {
        try {
            JsonNode dist = json.read(release.manifest()).path("dist");
            return claims(dist.path("signatures")).map(claims -> statement(release, dist, claims));
        } catch (IOException unreadable) {
            return Optional.of(unreadable(release));
        }
    }

    /** Empty when it says nothing of signatures; what is no list of them is one bad signature. */
    private static Optional<List<RegistryStatement.Claim>> claims(JsonNode signatures) {
        if (signatures.isMissingNode() || signatures.isNull() || isEmptyList(signatures)) {
            return Optional.empty();
        }
        List<RegistryStatement.Claim> claims = new ArrayList<>();
        if (!signatures.isArray()) {
            claims.add(new RegistryStatement.Claim("", ""));
        }
        for (JsonNode one : signatures.isArray() ? signatures : List.<JsonNode>of()) {
            claims.add(
                    new RegistryStatement.Claim(
                            StrictJson.text(one, "keyid").orElse(""),
                            StrictJson.text(one, "sig").orElse("")));
        }
        return Optional.of(claims);
    }

    private static boolean isEmptyList(JsonNode signatures) {
        return signatures.isArray() && signatures.isEmpty();
    }

    private static RegistryStatement statement(
            NpmRelease release, JsonNode dist, List<RegistryStatement.Claim> claims) {
        Optional<String> integrity = StrictJson.text(dist, "integrity");
        return new RegistryStatement(
                release.id() + ":" + integrity.orElse(""),
                Integrity.digests(integrity, Optional.empty()),
                release.publishedAt(),
                claims);
    }

    /** Something is said twice, so that nobody knows what was signed. */
    private static RegistryStatement unreadable(NpmRelease release) {
        return new RegistryStatement(
                release.id() + ":",
                Set.of(),
                release.publishedAt(),
                List.of(new RegistryStatement.Claim("", "")));
    }

    @Override
    public Optional<String> text(StoredFile file) {
        PackageName name = file.key().name();
        return file.file().equals(NpmName.tarball(name, file.version()))
                ? Integrity.write(file.digests())
                        .map(integrity -> name + "@" + file.version() + ":" + integrity)
                : Optional.empty();
    }

    @Override
    public UpstreamRequest keysRequest() {
        return UpstreamRequest.service("-/npm/v1/keys", "application/json");
    }

    @Override
    public RegistryKeys readKeys(IndexDocument answer) throws BadUpstreamException {
        try {
            JsonNode keys = json.read(answer.content()).path("keys");
            if (!keys.isArray()) {
                throw new BadUpstreamException("its keys are no list");
            }
            List<RegistryKey> found = new ArrayList<>();
            for (JsonNode key : keys) {
                key(key).ifPresent(found::add);
            }
            return new RegistryKeys(found);
        } catch (IOException e) {
            throw new BadUpstreamException("its keys cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of another scheme, without a part, or with an end that cannot be read: none that counts. */
    private static Optional<RegistryKey> key(JsonNode key) {
        Optional<String> id = StrictJson.text(key, "keyid").filter(text -> !text.isEmpty());
        Optional<String> spki = StrictJson.text(key, "key");
        boolean usable =
                StrictJson.text(key, "keytype").filter(SCHEME::equals).isPresent()
                        && StrictJson.text(key, "scheme").filter(SCHEME::equals).isPresent();
        if (id.isEmpty() || spki.isEmpty() || !usable) {
            return Optional.empty();
        }
        JsonNode expires = key.path("expires");
        if (expires.isMissingNode() || expires.isNull()) {
            return Optional.of(new RegistryKey(id.get(), spki.get(), Optional.empty()));
        }
        try {
            Instant at = Instant.parse(expires.asString());
            return Optional.of(new RegistryKey(id.get(), spki.get(), Optional.of(at)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
