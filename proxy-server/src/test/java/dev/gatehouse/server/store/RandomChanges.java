package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.Records;
import dev.gatehouse.core.store.RepositoryIdentity;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Changes on few names, so that they meet. */
record RandomChanges(Random random) {
    static final List<RepositoryId> REPOSITORIES = List.of(Records.MAIN, Records.OTHER);
    static final List<SourceId> SOURCES = List.of(SourceId.LOCAL, Records.PUBLIC, Records.INTERNAL);
    static final List<String> NAMES = List.of("a", "aa", "@a/b", "\u00e9", "\ud83d\ude00", "z");
    static final List<String> VERSIONS = List.of("1", "1.0", "2.0");
    private static final FileName FILE = new FileName("p.tgz");

    Change next() {
        PackageKey key = new PackageKey(pick(REPOSITORIES), Records.npm(pick(NAMES)));
        SourceId source = pick(SOURCES);
        String version = pick(VERSIONS);
        return switch (random.nextInt(43)) {
            case 0 -> new Change.DropRepository(key.repository());
            case 1 -> new Change.DropUpstream(Records.upstream(key.repository(), source, "u"));
            case 2, 3 ->
                    new Change.PutUpstream(Records.upstream(key.repository(), source, version));
            case 4 -> new Change.PutRepository(identity(key.repository(), version));
            case 36 -> new Change.PutManaged(Records.managed(key.repository(), version));
            case 5 -> new Change.PutToken(Records.token(version, source.value()));
            case 6 -> new Change.PutAudit(Records.event(String.valueOf(random.nextInt(99))));
            case 7 -> new Change.DropLocal(key);
            case 8, 9, 10 -> new Change.PutLocal(Records.local(key, version));
            case 11, 12 -> new Change.DropFile(key, new Version(version), FILE);
            case 13, 14, 15, 16 ->
                    new Change.PutFile(Records.file(key, version, FILE.value(), source));
            case 17 -> new Change.Unpin(key, new Version(version));
            case 18, 19, 20 -> new Change.Pin(key, new Version(version), source);
            case 21 -> new Change.DropProvenance(key, source);
            case 22, 23, 24 -> new Change.PutProvenance(Records.provenance(key, source));
            case 25 -> new Change.DropPresent(key, source);
            case 26, 27, 28 -> new Change.PutPresent(key, source, Records.NOON);
            case 29, 30 -> new Change.PutAbsent(key, source, Records.NOON);
            case 31, 32 -> new Change.DropIndex(key.repository(), IndexKey.of(key.name()), source);
            case 33, 34, 35 ->
                    new Change.PutState(
                            Records.state(
                                    key,
                                    version,
                                    random.nextBoolean()
                                            ? Optional.of(FILE.value())
                                            : Optional.empty()));
            default ->
                    new Change.PutIndex(
                            Records.index(key.repository(), IndexKey.of(key.name()), source));
        };
    }

    private static RepositoryIdentity identity(RepositoryId id, String name) {
        return new RepositoryIdentity(id, name, Records.NOON);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
