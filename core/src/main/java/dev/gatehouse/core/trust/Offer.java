package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.Version;

import java.util.Set;

/** What one source that may serve has for a name. */
public sealed interface Offer<R extends Release, P> {
    Source source();

    /** Its document; {@code current} is false when it is the last stored one of a silent source. */
    record Releases<R extends Release, P>(Source source, ReleaseIndex<R, P> index, boolean current)
            implements Offer<R, P> {}

    /**
     * It says that it has the name no more; of its last stored document only the versions of which
     * a file is stored are still offered.
     */
    record Withdrawn<R extends Release, P>(
            Source source, ReleaseIndex<R, P> index, Set<Version> stored) implements Offer<R, P> {}

    /** It says that it does not have the name, and nothing of it is stored. */
    record Absent<R extends Release, P>(Source source) implements Offer<R, P> {}

    /** It did not answer, and nothing of it is stored. */
    record Unreachable<R extends Release, P>(Source source, String reason) implements Offer<R, P> {}
}
