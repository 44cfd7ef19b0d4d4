package dev.gatehouse.server.store;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.StoredToken;
import dev.gatehouse.core.store.StoredToken.Origin;
import dev.gatehouse.core.store.StoredUser;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of tokens and users, under the rules of {@link Rows}. */
final class AccessRows {
    private AccessRows() {}

    record Token(
            String name,
            String hash,
            Role role,
            Set<String> repositories,
            Instant createdAt,
            Optional<Instant> expiresAt,
            boolean revoked,
            Optional<Origin> origin,
            Optional<List<Bound>> packages) {
        static Token of(StoredToken t) {
            return new Token(
                    t.name(),
                    t.hash().hex(),
                    t.role(),
                    t.repositories(),
                    t.createdAt(),
                    t.expiresAt(),
                    t.revoked(),
                    Optional.of(t.origin()),
                    t.packages().map(Bound::all));
        }

        StoredToken of(String id) {
            return new StoredToken(
                    id,
                    name,
                    Digest.sha256(hash),
                    role,
                    repositories,
                    createdAt,
                    expiresAt,
                    revoked,
                    origin.orElse(Origin.MADE),
                    packages.map(Bound::names));
        }
    }

    record Bound(String format, String name) {
        static List<Bound> all(Set<PackageName> names) {
            return names.stream().map(n -> new Bound(n.format().value(), n.value())).toList();
        }

        static Set<PackageName> names(List<Bound> packages) {
            return packages.stream()
                    .map(p -> new PackageName(new FormatId(p.format()), p.name()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    record User(String password, Role role, Set<String> repositories, Instant createdAt) {
        static User of(StoredUser u) {
            return new User(u.password(), u.role(), u.repositories(), u.createdAt());
        }

        StoredUser of(String name) {
            return new StoredUser(name, password, role, repositories, createdAt);
        }
    }
}
