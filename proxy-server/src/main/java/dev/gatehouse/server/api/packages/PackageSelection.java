package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.proxy.StoredPackages;
import dev.gatehouse.core.proxy.StoredPackages.Stored;

import java.io.IOException;

/** The stored packages that a query means, in the language of lists. For one reading. */
public final class PackageSelection {
    private final PackageQuery.Test query;
    private final StoredPackages packages;

    private PackageSelection(PackageQuery.Test query, StoredPackages packages) {
        this.query = query;
        this.packages = packages;
    }

    /** An empty query means all; one that cannot be read is answered 422. */
    public static PackageSelection of(String query, StoredPackages packages) {
        return new PackageSelection(PackageQuery.parse(query), packages);
    }

    /** Whether it means that one. */
    public boolean includes(Stored stored) throws IOException {
        return query.meets(new Listed(stored, packages));
    }

    /** What people call the format of a package. */
    public static String format(Stored stored) {
        return stored.mount()
                .format()
                .packaging()
                .map(packaging -> packaging.word())
                .orElseGet(() -> stored.mount().format().id().value());
    }
}
