package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.proxy.StoredPackages;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.FileUse;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A package on its way into an answer; what its source says of it is looked up when it is asked
 * for. For one thread.
 */
final class Listed implements Candidate {
    private final Stored stored;
    private final StoredPackages packages;
    private @Nullable Facts facts;

    Listed(Stored stored, StoredPackages packages) {
        this.stored = stored;
        this.packages = packages;
    }

    Stored stored() {
        return stored;
    }

    Facts facts() throws IOException {
        Facts known = facts;
        if (known == null) {
            known = packages.facts(stored);
            facts = known;
        }
        return known;
    }

    @Override
    public List<String> names() {
        return List.of(stored.parcel().name(), stored.item().key().name().value());
    }

    @Override
    public List<String> fileNames() {
        return stored.parcel().parts().stream().map(p -> p.file().file().value()).toList();
    }

    @Override
    public List<String> versions() {
        return List.of(stored.parcel().version(), stored.item().version().value());
    }

    /** What people call the format. */
    String format() {
        return stored.mount()
                .format()
                .packaging()
                .map(Packaging::word)
                .orElseGet(() -> stored.mount().format().id().value());
    }

    @Override
    public List<String> formats() {
        return List.of(format(), stored.mount().format().id().value());
    }

    @Override
    public List<String> architectures() throws IOException {
        return facts().architectures();
    }

    @Override
    public List<String> tagNames() throws IOException {
        List<String> names = new ArrayList<>(facts().tags());
        stored.state().tags().stream().map(ItemTag::name).forEach(names::add);
        return names;
    }

    /** How often its primary file was served. */
    long downloads() {
        return stored.use().map(FileUse::count).orElse(0L);
    }

    PackageState state() {
        return stored.state().hold().map(Hold::state).orElse(PackageState.AVAILABLE);
    }

    boolean isHeld() {
        return stored.state().hold().isPresent();
    }

    @Override
    public String status() {
        return switch (state()) {
            case AVAILABLE -> "Completed";
            case QUARANTINED -> "Quarantined";
            case HIDDEN -> "Hidden";
            case DELETED -> "Deleted";
        };
    }

    @Override
    public Instant uploadedAt() {
        return stored.parcel().primary().storedAt();
    }
}
