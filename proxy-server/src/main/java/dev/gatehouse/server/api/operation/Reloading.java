package dev.gatehouse.server.api.operation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the configuration as it is written now. */
@FunctionalInterface
public interface Reloading {
    /**
     * Reads it and takes it, or says why not. May do I/O.
     *
     * @param by who asked for it
     * @param dry whether only to say what would come of it
     */
    Outcome reload(String by, boolean dry) throws IOException, InterruptedException;

    /** What came of it. */
    sealed interface Outcome {
        /**
         * It is in force for the next request, or could be.
         *
         * @param from the file
         * @param changes what differs from what was in force before
         * @param restart changed keys that a running server cannot change
         */
        record Taken(String from, List<String> changes, List<String> warnings, List<String> restart)
                implements Outcome {
            public Taken {
                changes = List.copyOf(changes);
                warnings = List.copyOf(warnings);
                restart = List.copyOf(restart);
            }

            /** With further differences. */
            public Taken and(List<String> more) {
                List<String> all = new ArrayList<>(changes);
                all.addAll(more);
                return new Taken(from, all, warnings, restart);
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
