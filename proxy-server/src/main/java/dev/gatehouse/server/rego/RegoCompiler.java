package dev.gatehouse.server.rego;

import java.util.List;
import java.util.Optional;

/** Makes WebAssembly of a policy's text. Thread-safe. */
public interface RegoCompiler {
    /** Checks and compiles; it ends within a deadline of its own. */
    Compilation compile(String module) throws InterruptedException;

    /**
     * What came of it.
     *
     * @param findings errors, of which there is at least one where there is no module, and warnings
     * @param wasm absent: it was refused, or there was nobody to compile it
     * @param looked whether the module was looked at; else the findings are not about it
     */
    record Compilation(List<RegoFinding> findings, Optional<byte[]> wasm, boolean looked) {
        public Compilation {
            findings = List.copyOf(findings);
        }

        static Compilation refused(List<RegoFinding> findings) {
            return new Compilation(findings, Optional.empty(), true);
        }

        static Compilation refused(RegoFinding finding) {
            return refused(List.of(finding));
        }

        static Compilation unable(RegoFinding finding) {
            return new Compilation(List.of(finding), Optional.empty(), false);
        }
    }
}
