package dev.gatehouse.server.api.trust;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.OwnKeys;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.signature.UnusableKeyException;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys with which a repository signs what is published in it. Thread-safe. */
final class KeyEndpoints {
    private final OwnKeys keys;
    private final Repositories repositories;
    private final Json json;

    KeyEndpoints(OwnKeys keys, Repositories repositories, Json json) {
        this.keys = keys;
        this.repositories = repositories;
        this.json = json;
    }

    /** All that it ever had. */
    Response list(ApiCall call) throws IOException {
        Mount<?, ?> mount = repositories.mounts(call).getFirst();
        return json.page(shapes(keys.all(mount.repository())), null);
    }

    /** Puts new ones in the place of those in use, and tells the new ones. */
    Response rotate(ApiCall call) throws IOException, InterruptedException {
        Mount<?, ?> mount = repositories.mounts(call).getFirst();
        var owner = new RepositorySigner.Owner(mount.repository(), mount.repositoryName());
        try {
            List<RepositoryKey> made = keys.rotate(owner, call.by());
            if (made.isEmpty()) {
                throw ApiException.conflict(
                        "The repository "
                                + mount.repositoryName()
                                + " has no keys of its own; signing makes them.");
            }
            return json.page(shapes(made), null);
        } catch (UnusableKeyException e) {
            throw ApiException.conflict(String.valueOf(e.getMessage()));
        }
    }

    private static List<Map<String, @Nullable Object>> shapes(List<RepositoryKey> keys) {
        return keys.stream().map(KeyEndpoints::shape).toList();
    }

    private static Map<String, @Nullable Object> shape(RepositoryKey key) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("kind", key.kind().word());
        shape.put("id", key.id());
        shape.put("created_at", key.createdAt().toString());
        shape.put("retired_at", key.retiredAt().map(Object::toString).orElse(null));
        shape.put("public_key", key.text());
        return shape;
    }
}
