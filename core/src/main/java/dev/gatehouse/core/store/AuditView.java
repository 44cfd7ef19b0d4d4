package dev.gatehouse.core.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The audit log: newest first for readers, and in the order of writing as a chain of hashes. */
public interface AuditView {
    /** Events before that id (from the newest without one), at most so many. */
    List<AuditEvent> list(Optional<String> before, int most) throws IOException;

    /** Entries behind that position in the order of writing, at most so many. */
    List<AuditLink> links(long after, int most) throws IOException;

    AuditBounds bounds() throws IOException;

    /** How many events there are, in the chain or not; walks over all of them. */
    long count() throws IOException;
}
