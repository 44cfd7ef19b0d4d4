package dev.gatehouse.server.api.operation;

import java.io.IOException;
import java.util.List;

/** Takes the configuration as it is written now. */
@FunctionalInterface
public interface Reloading {
    /**
     * Reads it and takes it, or says why not. May do I/O.
     *
     * @param by who asked for it
     */
    Outcome reload(String by) throws IOException;

    /** What came of it. */
    sealed interface Outcome {
        /**
         * It is in force for the next request.
         *
         * @param from the file
         * @param restart changed keys that a running server cannot change
         */
        record Taken(String from, List<String> warnings, List<String> restart) implements Outcome {
            public Taken {
                warnings = List.copyOf(warnings);
                restart = List.copyOf(restart);
            }
        }

        /**
         * Nothing was changed.
         *
         * @param problems each with its place, its key and what was expected
         */
        record Refused(String from, List<String> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }
}
