package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.HostName;
import dev.gatehouse.server.managed.ConfiguredRepository;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A repository as the API shows it.
 *
 * @param workspace the slug in paths
 * @param base what links begin with
 */
record RepositoryShape(String workspace, URI base, boolean anybodyReads) {
    Map<String, @Nullable Object> of(ConfiguredRepository repository) {
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
        shape.put("declared_at", repository.declaredAt().map(Object::toString).orElse(null));
        shape.put("created_at", repository.createdAt().toString());
        shape.put("updated_at", repository.updatedAt().toString());
        shape.put("cdn_url", base.resolve(name + "/").toString());
        shape.put("self_url", base.resolve("api/repos/" + workspace + "/" + name + "/").toString());
        for (String unknown :
                List.of(
                        "package_count",
                        "package_group_count",
                        "num_downloads",
                        "num_quarantined_packages",
                        "num_policy_violated_packages",
                        "size",
                        "size_str")) {
            shape.put(unknown, null);
        }
        shape.put("gpg_keys", List.of());
        shape.put("ecdsa_keys", List.of());
        return shape;
    }
}
