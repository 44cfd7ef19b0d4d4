package dev.gatehouse.core.format;

import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question that may go to several upstreams. The kernel decides about the names; what is asked of
 * an upstream holds only names that it may speak for.
 */
public interface Gathering {
    /** Reads the question, of which the body may be a part. */
    Question read(RequestBody body) throws IOException;

    /** The question, read. */
    interface Question {
        /** The packages that it is about; empty when it is about none. */
        Set<PackageName> names();

        /**
         * The one version that it is about, of the one name: its owner alone is asked. Empty when
         * it is about more.
         */
        default Optional<Version> version() {
            return Optional.empty();
        }

        /** What to ask an upstream that may speak for these names; empty: nothing. */
        Optional<UpstreamRequest> ask(Source source, Set<PackageName> allowed);

        /** What a source says that tells its keys, if the question is about keys. */
        default Optional<Reply> keys(Source source, RegistryKeys keys) {
            return Optional.empty();
        }

        /** The answer from those of the upstreams, in repository order. */
        Response answer(List<Reply> replies);
    }

    /**
     * What one upstream answered.
     *
     * @param status 200 with content, 404 or 410 without; 0 when it gave no usable answer
     */
    record Reply(Source source, int status, ByteBuffer content) {}
}
