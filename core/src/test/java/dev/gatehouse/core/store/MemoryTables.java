package dev.gatehouse.core.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The tables of {@link MemoryMetadataStore}, and what each change does to them. */
final class MemoryTables {
    final Map<IndexId, StoredIndex> indexes = new LinkedHashMap<>();
    final Map<PackageKey, LocalPackage> locals = new LinkedHashMap<>();
    final Map<FileId, StoredFile> files = new LinkedHashMap<>();
    final Map<VersionId, SourceId> pins = new LinkedHashMap<>();
    final Map<OriginId, Provenance> provenance = new LinkedHashMap<>();
    final Map<OriginId, Instant> present = new LinkedHashMap<>();
    final Map<OriginId, Instant> absent = new LinkedHashMap<>();
    final Map<ItemKey, ItemState> states = new LinkedHashMap<>();
    final Set<FileUse> fileUses = new LinkedHashSet<>();
    final AtomicInteger statesRead = new AtomicInteger();
    final MemoryAudit audit = new MemoryAudit();
    final MemorySignatures signatures = new MemorySignatures();
    final MemoryWebhooks webhooks = new MemoryWebhooks();
    final MemoryPolicies policies = new MemoryPolicies();
    final MemoryAdvisories advisories = new MemoryAdvisories();
    final Map<String, StoredToken> tokens = new LinkedHashMap<>();
    final Map<String, Instant> tokenUses = new LinkedHashMap<>();
    final NavigableMap<String, StoredUser> users = new TreeMap<>();
    final Map<RepositoryId, RepositoryIdentity> repositories = new LinkedHashMap<>();
    final Map<UpstreamId, UpstreamIdentity> upstreams = new LinkedHashMap<>();

    final NavigableMap<String, ManagedRepository> managed = new TreeMap<>();

    record IndexId(RepositoryId repository, IndexKey key, SourceId source) {}

    record FileId(PackageKey key, Version version, FileName file) {}

    record VersionId(PackageKey key, Version version) {}

    record OriginId(PackageKey key, SourceId source) {}

    record UpstreamId(RepositoryId repository, FormatId format, SourceId id) {}

    void apply(Change change) {
        switch (change) {
            case Change.PutIndex(var i) ->
                    indexes.put(new IndexId(i.repository(), i.key(), i.source()), i);
            case Change.DropIndex(var repository, var key, var source) ->
                    indexes.remove(new IndexId(repository, key, source));
            case Change.PutFile(var f) -> files.put(new FileId(f.key(), f.version(), f.file()), f);
            case Change.DropFile(var key, var version, var file) -> {
                files.remove(new FileId(key, version, file));
                fileUses.removeIf(u -> u.key().equals(key) && u.file().equals(file));
                signatures.drop(new FileId(key, version, file));
            }
            case Change.Pin(var key, var version, var owner) ->
                    pins.put(new VersionId(key, version), owner);
            case Change.Unpin(var key, var version) -> pins.remove(new VersionId(key, version));
            case Change.PutLocal(var local) -> locals.put(local.key(), local);
            case Change.DropLocal(var key) -> locals.remove(key);
            case Change.PutProvenance(var p) ->
                    provenance.put(new OriginId(p.key(), p.source()), p);
            case Change.DropProvenance(var key, var source) ->
                    provenance.remove(new OriginId(key, source));
            case Change.PutPresent(var key, var source, var at) ->
                    present.put(new OriginId(key, source), at);
            case Change.DropPresent(var key, var source) ->
                    present.remove(new OriginId(key, source));
            case Change.PutAbsent(var key, var source, var at) ->
                    absent.put(new OriginId(key, source), at);
            case Change.PutFileUse(var use) -> {
                fileUses.removeIf(u -> u.key().equals(use.key()) && u.file().equals(use.file()));
                fileUses.add(use);
            }
            case Change.PutState(var state) -> states.put(state.item(), state);
            case Change.OfSignatures about -> signatures.apply(about);
            case Change.PutAudit(var event) -> audit.put(event);
            case Change.TrimAudit(var through) -> audit.trim(through);
            case Change.PutToken(var token) -> tokens.put(token.id(), token);
            case Change.DropToken(var id) -> {
                tokens.remove(id);
                tokenUses.remove(id);
            }
            case Change.PutTokenUse(var id, var at) -> tokenUses.put(id, at);
            case Change.PutUser(var user) -> users.put(user.name(), user);
            case Change.DropUser(var name) -> users.remove(name);
            case Change.OfWebhooks about -> webhooks.apply(about);
            case Change.OfPolicies about -> policies.apply(about);
            case Change.OfAdvisories about -> advisories.apply(about);
            case Change.PutRepository(var it) -> repositories.put(it.id(), it);
            case Change.DropRepository(var id) -> drop(id);
            case Change.PutManaged(var it) -> managed.put(it.id().value(), it);
            case Change.PutUpstream(var it) -> upstreams.put(idOf(it), it);
            case Change.DropUpstream(var it) -> drop(it);
        }
    }

    private static UpstreamId idOf(UpstreamIdentity it) {
        return new UpstreamId(it.repository(), it.format(), it.id());
    }

    private void drop(RepositoryId id) {
        indexes.keySet().removeIf(k -> k.repository().equals(id));
        locals.keySet().removeIf(k -> k.repository().equals(id));
        files.keySet().removeIf(k -> k.key().repository().equals(id));
        pins.keySet().removeIf(k -> k.key().repository().equals(id));
        provenance.keySet().removeIf(k -> k.key().repository().equals(id));
        present.keySet().removeIf(k -> k.key().repository().equals(id));
        absent.keySet().removeIf(k -> k.key().repository().equals(id));
        fileUses.removeIf(u -> u.key().repository().equals(id));
        states.keySet().removeIf(k -> k.key().repository().equals(id));
        signatures.drop(id);
        repositories.remove(id);
        managed.remove(id.value());
        upstreams.keySet().removeIf(k -> k.repository().equals(id));
    }

    private void drop(UpstreamIdentity it) {
        upstreams.remove(idOf(it));
        signatures.drop(it);
        indexes.keySet()
                .removeIf(
                        k ->
                                k.source().equals(it.id())
                                        && k.repository().equals(it.repository())
                                        && k.key().name().format().equals(it.format()));
        pins.entrySet().removeIf(e -> e.getValue().equals(it.id()) && isIn(it, e.getKey().key()));
        provenance.keySet().removeIf(k -> isOf(it, k));
        present.keySet().removeIf(k -> isOf(it, k));
        absent.keySet().removeIf(k -> isOf(it, k));
    }

    private static boolean isOf(UpstreamIdentity it, OriginId id) {
        return id.source().equals(it.id()) && isIn(it, id.key());
    }

    private static boolean isIn(UpstreamIdentity it, PackageKey key) {
        return key.repository().equals(it.repository()) && key.name().format().equals(it.format());
    }

    StoreSizes sizes() {
        return new StoreSizes(
                Map.of(
                        "index-documents", (long) indexes.size(),
                        "releases", (long) locals.size(),
                        "files", (long) files.size(),
                        "pins", (long) pins.size(),
                        "provenance", (long) provenance.size(),
                        "present", (long) present.size(),
                        "absent", (long) absent.size(),
                        "audit", (long) audit.events.size(),
                        "tokens", (long) tokens.size()));
    }

    static Map<SourceId, Instant> bySource(Map<OriginId, Instant> table, PackageKey key) {
        Map<SourceId, Instant> found = new LinkedHashMap<>();
        table.forEach(
                (id, at) -> {
                    if (id.key().equals(key)) {
                        found.put(id.source(), at);
                    }
                });
        return found;
    }

    NavigableSet<PackageName> documents(IndexView.Place place) {
        return names(
                indexes.keySet().stream()
                        .filter(id -> id.source().equals(place.source()))
                        .map(id -> new PackageKey(id.repository(), id.key().name())),
                place.repository(),
                place.format());
    }

    static NavigableSet<PackageName> names(
            Stream<PackageKey> keys, RepositoryId repository, FormatId format) {
        NavigableSet<PackageName> names = new TreeSet<>();
        keys.filter(k -> k.repository().equals(repository))
                .map(PackageKey::name)
                .filter(n -> n.format().equals(format))
                .forEach(names::add);
        return names;
    }

    static List<PackageName> page(
            NavigableSet<PackageName> names, Optional<PackageName> after, int most) {
        var rest = after.map(name -> names.tailSet(name, false)).orElse(names);
        return rest.stream().limit(most).toList();
    }
}
