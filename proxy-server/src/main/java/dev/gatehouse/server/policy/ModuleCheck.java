package dev.gatehouse.server.policy;

import java.util.List;

/** Looks at modules in Rego before they become policies. Thread-safe. */
public interface ModuleCheck {
    /**
     * Compiles a module and looks at what it reads.
     *
     * @return without an error it can be asked
     */
    Checked check(String module) throws InterruptedException;

    /** The same, but one that was found good before need not be looked at again. */
    default Checked ready(String module) throws InterruptedException {
        return check(module);
    }

    /**
     * What was found.
     *
     * @param raw what the compiler itself said
     */
    record Checked(List<Finding> findings, String raw) {
        public Checked {
            findings = List.copyOf(findings);
        }

        /** Those without which it would be taken. */
        public List<Finding> errors() {
            return findings.stream().filter(f -> f.severity() == Severity.ERROR).toList();
        }
    }

    /** Whether a module can be used in spite of it. */
    enum Severity {
        ERROR,
        WARNING
    }

    /**
     * One finding.
     *
     * @param line of the module, from 1; 0 where it is about the whole
     */
    record Finding(Severity severity, String code, String message, int line) {}
}
