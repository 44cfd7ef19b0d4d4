package dev.gatehouse.core.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The audit log, newest first. */
public interface AuditView {
    /** Events before that id (from the newest without one), at most so many. */
    List<AuditEvent> list(Optional<String> before, int most) throws IOException;
}
