package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.ItemIds;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.StoredFile;

import java.util.Optional;

/**
 * Where packages and their files are, as the sender of a request reaches this server.
 *
 * @param head of that request
 */
record PackageLinks(RequestHead head, String workspace) {
    /** The package's own place in this API, with a last slash. */
    String self(Stored stored) {
        return "%sapi/packages/%s/%s/%s/"
                .formatted(
                        head.publicBase(),
                        workspace,
                        stored.mount().repositoryName(),
                        stored.ids().perm());
    }

    /** Where the format's clients get the file too. */
    String file(Stored stored, StoredFile file) {
        Catalogue.Place place =
                new Catalogue.Place(stored.mount().repositoryName(), stored.mount().format().id());
        Optional<? extends Packaging<?, ?>> packaging = stored.mount().format().packaging();
        String path =
                packaging
                        .map(p -> p.path(file.key().name(), file.version(), file.file()))
                        .orElse("");
        return MountFinder.below(head, place) + path;
    }

    /** A lasting id of one file. */
    String fileId(Parcel.Part part) {
        return ItemIds.perm(part.file());
    }
}
