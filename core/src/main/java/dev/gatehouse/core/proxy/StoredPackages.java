package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.format.StoredVersion;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.FileUse;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is stored, published or cached, as people count it. Nobody is asked and nothing is decided:
 * what is listed here may be blocked or held back. Thread-safe.
 */
public final class StoredPackages {
    private static final int PAGE = 1000;
    private static final long MOST_IDS = 100_000;

    private final MetadataStore metadata;
    private final SourceFacts sources;
    private final FileUses uses;
    private final Memory<Id, ItemKey> known;

    StoredPackages(Kernel kernel, SourceIndexes indexes) {
        this.metadata = kernel.metadata();
        this.sources = new SourceFacts(indexes);
        this.uses = new FileUses(kernel);
        this.known = kernel.memories().counted("package-ids", MOST_IDS);
    }

    /** How often files were served. */
    public FileUses uses() {
        return uses;
    }

    private record Id(RepositoryId repository, String text) {}

    /**
     * A stored package.
     *
     * @param ids the names by which scripts know it
     * @param owner whose bytes they are
     * @param use how often its primary file was served; empty: never
     * @param release what was published, if it is published here
     */
    public record Stored(
            Mount<?, ?> mount,
            Parcel parcel,
            ItemIds ids,
            ItemState state,
            SourceId owner,
            Optional<FileUse> use,
            Optional<LocalRelease> release) {
        public ItemKey item() {
            return parcel.item();
        }
    }

    /** All of a mount, by name. */
    public List<Stored> all(Mount<?, ?> mount) throws IOException {
        List<Stored> all = new ArrayList<>();
        each(mount, all::addAll);
        return all;
    }

    /** The same name by name, so that memory does not grow with their number. */
    void each(Mount<?, ?> mount, Consumer<List<Stored>> use) throws IOException {
        RepositoryId repository = mount.repository();
        FormatId format = mount.format().id();
        NamePages names =
                new NamePages(
                        after -> metadata.releases().storedNames(repository, format, after, PAGE));
        for (var name = names.next(); name.isPresent(); name = names.next()) {
            use.accept(of(mount, name.get()));
        }
    }

    /** Those of one name. */
    public List<Stored> of(Mount<?, ?> mount, PackageName name) throws IOException {
        return of(mount, contents(mount.key(name)));
    }

    /**
     * What is stored of one name, or would be.
     *
     * @param pins to whom each version belongs
     */
    record Contents(
            PackageKey key,
            Optional<LocalPackage> local,
            List<StoredFile> files,
            Map<Version, SourceId> pins) {}

    /** What is stored of one name now. */
    Contents contents(PackageKey key) throws IOException {
        return new Contents(
                key,
                metadata.releases().local(key),
                metadata.releases().files(key),
                metadata.releases().pins(key));
    }

    /** The packages that those contents come to. */
    List<Stored> of(Mount<?, ?> mount, Contents contents) throws IOException {
        Optional<? extends Packaging<?, ?>> packaging = mount.format().packaging();
        if (packaging.isEmpty()) {
            return List.of();
        }
        PackageKey key = contents.key();
        Map<ItemKey, ItemState> states = new LinkedHashMap<>();
        metadata.states().of(key).forEach(s -> states.put(s.item(), s));
        Map<FileName, FileUse> used = uses.of(key, contents.files());
        List<Stored> found = new ArrayList<>();
        for (Held held : held(contents)) {
            for (Parcel parcel : packaging.get().parcels(held.stored())) {
                ItemState state = states.getOrDefault(parcel.item(), ItemState.none(parcel.item()));
                Stored stored =
                        new Stored(
                                mount,
                                parcel,
                                ItemIds.of(parcel),
                                state,
                                held.owner(),
                                Optional.ofNullable(used.get(parcel.primary().file())),
                                held.release());
                remember(stored);
                found.add(stored);
            }
        }
        return found;
    }

    private void remember(Stored stored) {
        ItemIds ids = stored.ids();
        RepositoryId repository = stored.mount().repository();
        known.put(new Id(repository, ids.perm()), stored.item());
        known.put(new Id(repository, ids.slug()), stored.item());
    }

    /** The files of one version, and whose they are. */
    private record Held(StoredVersion stored, SourceId owner, Optional<LocalRelease> release) {}

    /** Published versions with the files that they list, cached ones with those of their owner. */
    private static List<Held> held(Contents contents) {
        PackageKey key = contents.key();
        Optional<LocalPackage> local = contents.local();
        Map<Version, SourceId> pins = contents.pins();
        List<Held> held = new ArrayList<>();
        for (LocalRelease release : local.map(LocalPackage::available).orElse(List.of())) {
            held.add(
                    new Held(
                            new StoredVersion(key, release.version(), release.files(), local),
                            SourceId.LOCAL,
                            Optional.of(release)));
        }
        Map<Version, List<StoredFile>> cached = new LinkedHashMap<>();
        for (StoredFile file : contents.files()) {
            boolean owned = file.owner().equals(pins.get(file.version()));
            if (owned && !file.owner().isLocal()) {
                cached.computeIfAbsent(file.version(), v -> new ArrayList<>()).add(file);
            }
        }
        cached.forEach(
                (version, some) ->
                        held.add(
                                new Held(
                                        new StoredVersion(key, version, some, Optional.empty()),
                                        Objects.requireNonNull(pins.get(version)),
                                        Optional.empty())));
        return held;
    }

    /**
     * The packages of that id in one repository: more than one only if two slugs have met.
     *
     * @param mounts the repository's formats
     */
    public List<Stored> find(List<Mount<?, ?>> mounts, String id) throws IOException {
        for (Mount<?, ?> mount : mounts) {
            Optional<ItemKey> item = known.find(new Id(mount.repository(), id));
            if (item.isPresent() && item.get().key().name().format().equals(mount.format().id())) {
                List<Stored> now =
                        of(mount, item.get().key().name()).stream()
                                .filter(s -> s.item().equals(item.get()) && isNamed(s, id))
                                .toList();
                if (!now.isEmpty()) {
                    return now;
                }
            }
        }
        List<Stored> found = new ArrayList<>();
        for (Mount<?, ?> mount : mounts) {
            all(mount).stream().filter(s -> isNamed(s, id)).forEach(found::add);
        }
        return found;
    }

    private static boolean isNamed(Stored stored, String id) {
        ItemIds ids = stored.ids();
        return ids.perm().equals(id) || ids.slug().equals(id);
    }

    /** The item of that lasting id on which something was laid, though its bytes may be gone. */
    public Optional<ItemKey> laidUpon(Mount<?, ?> mount, String perm) throws IOException {
        RepositoryId repository = mount.repository();
        FormatId format = mount.format().id();
        NamePages names =
                new NamePages(after -> metadata.states().names(repository, format, after, PAGE));
        for (var name = names.next(); name.isPresent(); name = names.next()) {
            Optional<ItemKey> item =
                    metadata.states().of(mount.key(name.get())).stream()
                            .map(ItemState::item)
                            .filter(one -> ItemIds.perm(one).equals(perm))
                            .findFirst();
            if (item.isPresent()) {
                return item;
            }
        }
        return Optional.empty();
    }

    /** What its source says of a package, as far as that is here. */
    public Facts facts(Stored stored) throws IOException {
        return sources.of(stored, metadata.releases().local(stored.item().key())).facts();
    }

    /** What finds that. */
    SourceFacts sources() {
        return sources;
    }
}
