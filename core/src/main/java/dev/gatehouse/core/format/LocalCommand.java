package dev.gatehouse.core.format;

import dev.gatehouse.core.model.Version;

/** What an operator may do to one version that was published here. */
public sealed interface LocalCommand {
    Version version();

    /**
     * Advises against it: it stays for those who ask for exactly this version (PEP 592; npm calls
     * it deprecated).
     *
     * @param reason for its users; may be empty
     */
    record Yank(Version version, String reason) implements LocalCommand {}

    /** Takes a yank back. */
    record Unyank(Version version) implements LocalCommand {}

    /** Ends it; its name stays reserved, and its number comes back only with the same bytes. */
    record Delete(Version version) implements LocalCommand {}
}
