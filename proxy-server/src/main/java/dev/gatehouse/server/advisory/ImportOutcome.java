package dev.gatehouse.server.advisory;

/** How an import ended. */
public sealed interface ImportOutcome {
    /** The set is in force. */
    record Done(ImportReport report) implements ImportOutcome {}

    /** It cannot be taken; what was in force still is. */
    record Refused(String reason) implements ImportOutcome {}

    /** Another one is under way. */
    record Busy() implements ImportOutcome {}
}
