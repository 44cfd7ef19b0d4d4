package dev.gatehouse.server.api.repos;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.ManagedUpstream;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.filter.EntityTags;
import dev.gatehouse.server.managed.ConfiguredRepository;
import dev.gatehouse.server.managed.ConfiguredUpstream;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Strong entity tags of what is configured. A managed object's tag moves with each change of it,
 * its secrets included.
 */
final class Tags {
    private static final int SHOWN = 24;

    private Tags() {}

    static String of(ConfiguredRepository repository, boolean anybodyReads) {
        return repository.declaredAt().isPresent()
                ? tag(repository.id() + " " + anybodyReads + " " + repository.config())
                : ofRepository(repository.id(), repository.revision(), anybodyReads);
    }

    /** The tag of a managed repository. */
    static String of(ManagedRepository repository, boolean anybodyReads) {
        return ofRepository(repository.id(), repository.revision(), anybodyReads);
    }

    private static String ofRepository(RepositoryId id, long revision, boolean anybodyReads) {
        return tag(id + " " + revision + " " + anybodyReads);
    }

    static String of(ConfiguredUpstream upstream) {
        return upstream.declaredAt().isPresent()
                ? tag(upstream.slug() + " " + upstream.config())
                : ofUpstream(upstream.slug(), upstream.revision());
    }

    /** The tag of a managed upstream. */
    static String of(ManagedUpstream upstream) {
        return ofUpstream(upstream.slug(), upstream.revision());
    }

    private static String ofUpstream(String slug, long revision) {
        return tag(slug + " " + revision);
    }

    private static String tag(String text) {
        Digest digest =
                Digest.compute(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
        return '"' + digest.hex().substring(0, SHOWN) + '"';
    }

    static Response on(Response answer, String tag) {
        return answer.with("etag", tag);
    }

    /** Refuses a change of what is not any more as its sender saw it. */
    static void require(ApiCall call, String tag) {
        List<String> expected = call.request().head().headers().all("if-match");
        if (!expected.isEmpty() && !EntityTags.of(expected).matchStrongly(tag)) {
            throw ApiException.changed(
                    "It has been changed since you read it: read it again; nothing is changed.");
        }
    }
}
