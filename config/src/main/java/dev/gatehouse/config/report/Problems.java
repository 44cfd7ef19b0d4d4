package dev.gatehouse.config.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All problems of one configuration, in the order in which they were found: collected in one pass
 * so that an operator repairs them in one go. Not for more than one thread.
 */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Adds an error: the configuration will be refused. */
    public void error(String path, Place place, String message) {
        add(new Problem(Problem.Severity.ERROR, path, place, message));
    }

    /** Adds a warning. */
    public void warning(String path, Place place, String message) {
        add(new Problem(Problem.Severity.WARNING, path, place, message));
    }

    public List<Problem> errors() {
        return of(Problem.Severity.ERROR);
    }

    public List<Problem> warnings() {
        return of(Problem.Severity.WARNING);
    }

    public List<Problem> all() {
        return List.copyOf(found);
    }

    public boolean hasErrors() {
        return !errors().isEmpty();
    }

    /** One problem a line. */
    @Override
    public String toString() {
        return found.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    private List<Problem> of(Problem.Severity severity) {
        return found.stream().filter(problem -> problem.severity() == severity).toList();
    }
}
