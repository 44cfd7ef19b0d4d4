package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.FileUse;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.StoredFile;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts how often stored files are served: in memory, written behind each minute, so that a crash
 * loses a minute. What is asked with GET counts, whatever part of it the client took; what lies
 * beside a file (signatures, metadata) does not. Thread-safe; counting never blocks.
 */
public final class FileUses {
    private static final int MOST = 200_000;

    private final MetadataStore metadata;
    private final InstantSource clock;
    private final ConcurrentMap<Where, FileUse> unwritten = new ConcurrentHashMap<>();

    FileUses(Kernel kernel) {
        this.metadata = kernel.metadata();
        this.clock = kernel.clock();
    }

    private record Where(PackageKey key, FileName file) {}

    /** That file goes to a client; between two writings a bounded number of files is counted. */
    void served(Mount<?, ?> mount, Route.File wanted, Request request) {
        Where where = new Where(mount.key(wanted.name()), wanted.file());
        boolean counts =
                request.head().method() == Method.GET
                        && mount.format().main(wanted.file()).equals(wanted.file());
        if (counts && (unwritten.size() < MOST || unwritten.containsKey(where))) {
            FileUse one = new FileUse(where.key(), where.file(), 1, clock.instant());
            unwritten.merge(where, one, FileUse::and);
        }
    }

    /** How often files of that package were served, by file. */
    Map<FileName, FileUse> of(PackageKey key, List<StoredFile> files) throws IOException {
        Map<FileName, FileUse> uses = new HashMap<>();
        metadata.states().uses(key).forEach(use -> uses.put(use.file(), use));
        for (StoredFile file : files) {
            FileUse more = unwritten.get(new Where(key, file.file()));
            if (more != null) {
                uses.merge(file.file(), more, FileUse::and);
            }
        }
        return uses;
    }

    /** Writes what was counted; what cannot be written is kept for the next time. */
    public void flush() throws IOException {
        Map<PackageKey, List<FileUse>> taken = new HashMap<>();
        for (Where where : List.copyOf(unwritten.keySet())) {
            FileUse use = unwritten.remove(where);
            if (use != null) {
                taken.computeIfAbsent(where.key(), k -> new ArrayList<>()).add(use);
            }
        }
        for (Map.Entry<PackageKey, List<FileUse>> one : taken.entrySet()) {
            try {
                write(one.getKey(), one.getValue());
            } catch (IOException e) {
                taken.values().forEach(this::giveBack);
                throw e;
            }
            one.setValue(List.of());
        }
    }

    /** Of files that only passed through nothing is kept. */
    private void write(PackageKey key, List<FileUse> uses) throws IOException {
        Set<FileName> stored = new HashSet<>();
        metadata.releases().files(key).forEach(file -> stored.add(file.file()));
        Map<FileName, FileUse> before = new HashMap<>();
        metadata.states().uses(key).forEach(use -> before.put(use.file(), use));
        List<Change> changes = new ArrayList<>();
        for (FileUse use : uses) {
            if (stored.contains(use.file())) {
                FileUse old = before.get(use.file());
                changes.add(new Change.PutFileUse(old == null ? use : old.and(use)));
            }
        }
        if (!changes.isEmpty()) {
            metadata.commit(changes, Durability.BEHIND);
        }
    }

    private void giveBack(List<FileUse> uses) {
        uses.forEach(use -> unwritten.merge(new Where(use.key(), use.file()), use, FileUse::and));
    }
}
