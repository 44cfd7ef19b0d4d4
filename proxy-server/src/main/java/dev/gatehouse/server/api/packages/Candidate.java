package dev.gatehouse.server.api.packages;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A package as a query looks at it. */
interface Candidate {
    /** The name as it is declared and as it is looked for. */
    List<String> names();

    List<String> fileNames();

    List<String> versions();

    List<String> formats();

    List<String> architectures() throws IOException;

    /** Those that people have put on it and those of its source. */
    List<String> tagNames() throws IOException;

    String status();

    Instant uploadedAt();
}
