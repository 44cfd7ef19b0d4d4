package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.StoredPackages;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Repositories;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the package that a path names by its slug or its lasting id. Thread-safe. */
final class PackageFinder {
    private static final String SHAPE = "[A-Za-z0-9_-]{1,120}";

    private final Repositories repositories;
    private final StoredPackages packages;

    PackageFinder(Repositories repositories, StoredPackages packages) {
        this.repositories = repositories;
        this.packages = packages;
    }

    /** An item, and where it is. */
    record Place(Mount<?, ?> mount, ItemKey item) {}

    /** The package of the path. */
    Stored find(ApiCall call) throws IOException {
        return search(call).orElseThrow(() -> missing(call));
    }

    /** The item of the path, of which the bytes may be gone. */
    Place item(ApiCall call) throws IOException {
        Optional<Stored> stored = search(call);
        if (stored.isPresent()) {
            return new Place(stored.get().mount(), stored.get().item());
        }
        for (Mount<?, ?> mount : repositories.mounts(call)) {
            Optional<ItemKey> item = packages.laidUpon(mount, call.variable("identifier"));
            if (item.isPresent()) {
                return new Place(mount, item.get());
            }
        }
        throw missing(call);
    }

    /** The package as it is now; empty when its bytes are gone. */
    Optional<Stored> at(Place place) throws IOException {
        return packages.of(place.mount(), place.item().key().name()).stream()
                .filter(s -> s.item().equals(place.item()))
                .findFirst();
    }

    /** The repository that a destination names, with or without the workspace. */
    static String slug(String destination) {
        return destination.substring(destination.lastIndexOf('/') + 1);
    }

    /** The format of another repository; an unknown repository is a wrong field. */
    Mount<?, ?> destination(ApiCall call, String repository, String format) {
        try {
            return repositories.mount(
                    new ApiCall(
                            call.request(),
                            Map.of(
                                    "workspace",
                                    call.variable("workspace"),
                                    "repository",
                                    slug(repository))),
                    format);
        } catch (ApiException e) {
            throw ApiException.unprocessable("destination", e.detail());
        }
    }

    private Optional<Stored> search(ApiCall call) throws IOException {
        String id = call.variable("identifier");
        List<Mount<?, ?>> mounts = repositories.mounts(call);
        List<Stored> found = id.matches(SHAPE) ? packages.find(mounts, id) : List.of();
        if (found.size() > 1) {
            throw ApiException.conflict(
                    id + " names more than one package: use its slug_perm instead.");
        }
        return found.stream().findFirst();
    }

    private static ApiException missing(ApiCall call) {
        return ApiException.missing("There is no package " + call.variable("identifier") + ".");
    }
}
