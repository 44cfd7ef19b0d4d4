package dev.gatehouse.server.managed;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.core.store.ManagedRepository;

import java.io.IOException;
import java.util.List;

/** What is configured, and the one way to change what is managed. Thread-safe. */
public interface RepositoryBook {
    /** What is configured now; never blocks. */
    Configured now();

    /** What is stored of the managed repositories, whether they are served or not. */
    List<ManagedRepository> managed();

    /**
     * Makes a change of the repositories as they are at that moment: no other change comes between.
     * When it is done, it is on the disk and in force for the next request.
     *
     * @param by who asked for it, for the audit log
     * @param edit may throw to change nothing
     * @throws IOException when the store fails
     */
    Outcome change(String by, Edit edit) throws IOException;

    /** Changes a draft of all managed repositories. */
    @FunctionalInterface
    interface Edit {
        void apply(Draft draft);
    }

    /** What came of a change. */
    sealed interface Outcome {
        /** It is in force. */
        record Done(Configured now) implements Outcome {}

        /** Nothing was changed: the draft is wrong. */
        record Wrong(List<Problem> problems) implements Outcome {
            public Wrong {
                problems = List.copyOf(problems);
            }
        }

        /** Nothing was changed: the file declares the repositories, at that place. */
        record Declared(Place place) implements Outcome {}
    }
}
