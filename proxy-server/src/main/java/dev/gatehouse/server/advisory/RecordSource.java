package dev.gatehouse.server.advisory;

import java.io.IOException;
import java.io.InputStream;

/** Files that may be records, one after the other. */
interface RecordSource {
    /**
     * Hands over each file, open only while it is used.
     *
     * @throws IOException when not all of them can be read; then nothing may be concluded from
     *     those that were
     */
    void each(Use use) throws IOException, InterruptedException;

    /** What is done with a file. */
    interface Use {
        /**
         * Takes one.
         *
         * @param file its name, for people
         */
        void take(String file, InputStream content) throws IOException, InterruptedException;
    }
}
