package dev.gatehouse.core.store;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.PolicyEffect;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sample records for tests of stores. */
public final class Records {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    public static final FormatId NPM = new FormatId("npm");
    public static final FormatId PYPI = new FormatId("pypi");
    public static final RepositoryId MAIN = new RepositoryId("01JMAIN");
    public static final RepositoryId OTHER = new RepositoryId("01JOTHER");
    public static final SourceId PUBLIC = new SourceId("01JPUBLIC");
    public static final SourceId INTERNAL = new SourceId("01JINTERNAL");

    private Records() {}

    public static PackageName npm(String name) {
        return new PackageName(NPM, name);
    }

    public static PackageKey key(String name) {
        return new PackageKey(MAIN, npm(name));
    }

    public static Version version(String value) {
        return new Version(value);
    }

    public static Digest digest(String content) {
        return Digest.compute(DigestAlgorithm.SHA256, content.getBytes(StandardCharsets.UTF_8));
    }

    public static StoredIndex index(RepositoryId repository, IndexKey key, SourceId source) {
        return new StoredIndex(
                repository,
                key,
                source,
                digest(key + "@" + source),
                "application/json",
                URI.create("https://registry.example/" + key.name().value().replace(' ', '-')),
                Optional.of("\"etag\""),
                Optional.empty(),
                NOON,
                NOON.plusSeconds(5));
    }

    public static StoredFile file(PackageKey key, String version, String name, SourceId owner) {
        byte[] content = (key + version + name).getBytes(StandardCharsets.UTF_8);
        return new StoredFile(
                key,
                version(version),
                new FileName(name),
                owner,
                content.length,
                Set.of(
                        Digest.compute(DigestAlgorithm.SHA256, content),
                        Digest.compute(DigestAlgorithm.SHA512, content)),
                NOON,
                Optional.of(NOON.minusSeconds(60)));
    }

    /** A local name with one version of each of those numbers, each with one file. */
    public static LocalPackage local(PackageKey key, String... versions) {
        LocalPackage local = new LocalPackage(key, 1, "{\"tags\":{}}", Map.of(), NOON);
        for (String version : versions) {
            local =
                    local.with(
                            new LocalRelease(
                                    version(version),
                                    LocalRelease.State.AVAILABLE,
                                    "{\"version\":\"" + version + "\"}",
                                    NOON,
                                    "ci",
                                    List.of(file(key, version, "p.tgz", SourceId.LOCAL))));
        }
        return local;
    }

    public static Provenance provenance(PackageKey key, SourceId source) {
        return new Provenance(
                key, source, NOON, NOON.plusSeconds(1), new FileName("p-1.0.0.tgz"), "anonymous");
    }

    /** A held and tagged item. */
    public static ItemState state(PackageKey key, String version, Optional<String> file) {
        return new ItemState(
                new ItemKey(key, version(version), file.map(FileName::new)),
                Optional.of(new Hold("alice", "looks odd", NOON)),
                List.of(new ItemTag("beta", true, NOON), new ItemTag("checked", false, NOON)),
                Optional.of(effect()),
                NOON);
    }

    /** What policies did to an item, with everything in it. */
    private static PolicyEffect effect() {
        return new PolicyEffect(
                Optional.of(
                        new PolicyEffect.Cause(
                                PackageState.HIDDEN, "pol1", "cooldown", "is young", "01D")),
                Set.of("young"),
                Set.of("beta"),
                NOON,
                Optional.of(NOON.plusSeconds(9)));
    }

    public static AuditEvent event(String id) {
        return new AuditEvent(
                id,
                NOON,
                AuditEvent.Kind.BLOCK,
                "main",
                "npm:acme-ui",
                Optional.of("public"),
                "anonymous",
                Map.of("rule", "2"),
                3);
    }

    public static StoredToken token(String id, String name) {
        return new StoredToken(
                id,
                name,
                digest(id),
                Role.PUBLISH,
                Set.of("main"),
                NOON,
                Optional.of(NOON.plusSeconds(90)),
                false,
                StoredToken.Origin.EXCHANGED,
                Optional.of(Set.of(new PackageName(NPM, "acme-ui"))));
    }

    public static StoredUser user(String name) {
        return new StoredUser(name, "$argon2id$v=19$" + name, Role.READ, Set.of("main"), NOON);
    }

    public static UpstreamIdentity upstream(RepositoryId repository, SourceId id, String name) {
        return new UpstreamIdentity(
                repository,
                NPM,
                id,
                name,
                URI.create("https://" + name + ".example/"),
                Trust.UNTRUSTED,
                NOON);
    }

    /** A managed repository with one upstream of that name. */
    public static ManagedRepository managed(RepositoryId id, String upstream) {
        return new ManagedRepository(
                id,
                "main",
                "Main",
                "what we build",
                2,
                "npm: {}\n",
                List.of(
                        new ManagedUpstream(
                                "slug-1", NPM, 3, "name: " + upstream + "\n", NOON, NOON)),
                NOON,
                NOON.plusSeconds(7));
    }
}
