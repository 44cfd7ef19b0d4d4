package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.signature.RepositoryKey;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code /{repository}/-/keys/pgp.asc}: the public OpenPGP keys with which a repository has ever
 * signed, as GnuPG imports them. Thread-safe.
 */
public final class KeysPage {
    private static final List<String> PATH = List.of("-", "keys", "pgp.asc");

    private final Catalogue catalogue;
    private final OwnKeys keys;

    KeysPage(Catalogue catalogue, OwnKeys keys) {
        this.catalogue = catalogue;
        this.keys = keys;
    }

    /** The answer, if the request is for such a page. */
    Optional<Response> answer(Request request) throws IOException {
        List<String> path = request.head().target().segments();
        if (path.size() != PATH.size() + 1 || !path.subList(1, path.size()).equals(PATH)) {
            return Optional.empty();
        }
        String name = path.getFirst();
        Optional<RepositoryId> repository =
                catalogue.all().stream()
                        .filter(m -> m.repositoryName().equals(name))
                        .<RepositoryId>map(Mount::repository)
                        .findFirst();
        boolean may = request.head().method().isRead() && request.principal().may(Role.READ, name);
        if (repository.isEmpty() || !may) {
            return Optional.of(Response.text(404, "no repository " + name + " shows you keys\n"));
        }
        String armored = armored(repository.get());
        return Optional.of(
                armored.isEmpty()
                        ? Response.text(404, "the repository " + name + " has signed nothing yet\n")
                        : Response.of(
                                200,
                                Headers.of("content-type", "application/pgp-keys")
                                        .with("cache-control", "no-cache"),
                                Body.of(armored)));
    }

    private String armored(RepositoryId repository) throws IOException {
        return keys.all(repository).stream()
                .filter(key -> key.kind() == RepositoryKey.Kind.PGP)
                .map(RepositoryKey::text)
                .collect(Collectors.joining());
    }
}
