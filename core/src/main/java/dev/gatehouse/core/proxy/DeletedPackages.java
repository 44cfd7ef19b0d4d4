package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.MetadataStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the bytes of what policies have deleted, {@value #DAYS} days after they did. Until then
 * such a package is gone for clients only, and comes back when the policy no longer matches it.
 * Thread-safe.
 */
public final class DeletedPackages {
    /** How long a package can be given back. */
    public static final int DAYS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(DeletedPackages.class);
    private static final Principal POLICIES = new Principal("gatehouse", Role.ADMIN, Set.of());
    private static final int PAGE = 500;

    private final Catalogue catalogue;
    private final PackageService packages;
    private final StoredPackages stored;
    private final MetadataStore metadata;
    private final InstantSource clock;

    DeletedPackages(
            Kernel kernel, Catalogue catalogue, StoredPackages stored, PackageService packages) {
        this.catalogue = catalogue;
        this.stored = stored;
        this.packages = packages;
        this.metadata = kernel.metadata();
        this.clock = kernel.clock();
    }

    /**
     * Purges what is due. What cannot be deleted is told, and tried again the next time.
     *
     * @return how many packages went
     */
    public int purge() throws IOException, InterruptedException {
        Instant before = clock.instant().minus(Duration.ofDays(DAYS));
        int count = 0;
        for (Mount<?, ?> mount : catalogue.all()) {
            NamePages names =
                    new NamePages(
                            after ->
                                    metadata.states()
                                            .names(
                                                    mount.repository(),
                                                    mount.format().id(),
                                                    after,
                                                    PAGE));
            for (var name = names.next(); name.isPresent(); name = names.next()) {
                count += purge(mount, name.get(), before);
            }
        }
        return count;
    }

    private int purge(Mount<?, ?> mount, PackageName name, Instant before)
            throws IOException, InterruptedException {
        Set<ItemKey> due =
                metadata.states().of(mount.key(name)).stream()
                        .filter(s -> isDeleted(s) && s.heldChangedAt().isBefore(before))
                        .map(ItemState::item)
                        .collect(Collectors.toSet());
        if (due.isEmpty()) {
            return 0;
        }
        int count = 0;
        for (Stored one : stored.of(mount, name)) {
            if (due.contains(one.item())) {
                Optional<Refusal> refused = packages.delete(one, POLICIES);
                refused.ifPresent(why -> LOG.warn("{} cannot be deleted: {}", one.item(), why));
                count += refused.isEmpty() ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isDeleted(ItemState state) {
        return state.hold().map(Hold::state).filter(PackageState.DELETED::equals).isPresent();
    }
}
