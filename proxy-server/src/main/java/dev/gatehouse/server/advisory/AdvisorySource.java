package dev.gatehouse.server.advisory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where advisories are looked for again and again. */
public interface AdvisorySource {
    /** For people; without secrets. */
    String name();

    /**
     * Gets what is there, unless it looks as it did.
     *
     * @param mark what it looked like when it was imported last
     * @return empty: it has not changed
     * @throws IOException when it cannot be had; the message says why
     */
    Optional<Fetched> fetch(Optional<String> mark) throws IOException, InterruptedException;

    /**
     * What is there now.
     *
     * @param place a zip file or a directory
     * @param mark what it looks like; empty where nothing tells
     * @param temporary whether the place is the receiver's to delete
     */
    record Fetched(Path place, String mark, boolean temporary) {}
}
