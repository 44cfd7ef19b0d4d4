package dev.gatehouse.core.store;

import java.io.IOException;
import java.util.List;

/** The repositories that are managed while the server runs. */
@FunctionalInterface
public interface ManagedView {
    /** All of them, in order of their ids. */
    List<ManagedRepository> all() throws IOException;
}
