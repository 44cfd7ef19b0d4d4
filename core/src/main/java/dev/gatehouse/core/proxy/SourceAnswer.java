package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Release;

import java.time.Instant;
import java.util.Optional;

/**
 * What one upstream has for a name now.
 *
 * @param <R> the format's record of one version
 * @param <P> what belongs to the document and not to a version
 */
public sealed interface SourceAnswer<R extends Release, P> {
    /** When it is to be asked again. */
    Instant validUntil();

    /** The last document that it gave, if there is one. */
    Optional<SourceDocument<R, P>> last();

    /** It has the name, and this is what it says. */
    record Current<R extends Release, P>(SourceDocument<R, P> document, Instant validUntil)
            implements SourceAnswer<R, P> {
        @Override
        public Optional<SourceDocument<R, P>> last() {
            return Optional.of(document);
        }
    }

    /** It says that it does not have the name. */
    record Missing<R extends Release, P>(Optional<SourceDocument<R, P>> last, Instant validUntil)
            implements SourceAnswer<R, P> {}

    /** It did not answer, or not in a way that can be used. */
    record Silent<R extends Release, P>(
            String reason, Optional<SourceDocument<R, P>> last, Instant validUntil)
            implements SourceAnswer<R, P> {}
}
