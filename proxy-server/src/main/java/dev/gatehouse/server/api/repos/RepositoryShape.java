package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.HostName;
import dev.gatehouse.core.proxy.Tallies.Tally;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.server.api.call.SizeText;
import dev.gatehouse.server.managed.ConfiguredRepository;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A repository as the API shows it.
 *
 * @param workspace the slug in paths
 * @param base what links begin with
 */
record RepositoryShape(String workspace, URI base, boolean anybodyReads) {
    private static final int KEY_ID = 16;

    /**
     * One repository.
     *
     * @param stored how much it stores; empty while that is counted for the first time
     * @param keys with which it has ever signed
     */
    Map<String, @Nullable Object> of(
            ConfiguredRepository repository, Optional<Tally> stored, List<RepositoryKey> keys) {
        String name = repository.name();
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("namespace", workspace);
        shape.put("slug", name);
        shape.put("slug_perm", repository.id().value());
        shape.put("name", repository.title());
        shape.put("description", repository.description());
        shape.put("repository_type_str", RepositoryFields.type(anybodyReads));
        shape.put("repository_type", anybodyReads ? 1 : 2);
        shape.put("is_public", anybodyReads);
        shape.put("is_private", !anybodyReads);
        shape.put("is_open_source", false);
        shape.putAll(RepositoryFields.fixed());
        shape.put("host", repository.config().host().map(HostName::value).orElse(null));
        shape.put("pinning", repository.config().pinning().name().toLowerCase(Locale.ROOT));
        shape.put("declared_at", repository.declaredAt().map(Object::toString).orElse(null));
        shape.put("created_at", repository.createdAt().toString());
        shape.put("updated_at", repository.updatedAt().toString());
        shape.put("cdn_url", base.resolve(name + "/").toString());
        shape.put("self_url", base.resolve("api/repos/" + workspace + "/" + name + "/").toString());
        shape.put("package_count", stored.map(Tally::packages).orElse(null));
        shape.put("package_group_count", stored.map(Tally::names).orElse(null));
        shape.put("num_quarantined_packages", stored.map(Tally::held).orElse(null));
        shape.put("size", stored.map(Tally::bytes).orElse(null));
        shape.put("size_str", stored.map(Tally::bytes).map(SizeText::of).orElse(null));
        shape.put("num_downloads", stored.map(Tally::served).orElse(null));
        shape.put("num_policy_violated_packages", null);
        shape.put("signing", repository.config().signing());
        shape.put(
                "gpg_keys",
                keys.stream()
                        .filter(key -> key.kind() == RepositoryKey.Kind.PGP)
                        .map(RepositoryShape::key)
                        .toList());
        shape.put("ecdsa_keys", List.of());
        return shape;
    }

    private static Map<String, Object> key(RepositoryKey key) {
        return Map.of(
                "active",
                key.isActive(),
                "default",
                key.isActive(),
                "created_at",
                key.createdAt().toString(),
                "fingerprint",
                key.id(),
                "fingerprint_short",
                key.id().substring(key.id().length() - KEY_ID),
                "public_key",
                key.text(),
                "comment",
                "");
    }
}
