package dev.gatehouse.server.store;

import dev.gatehouse.core.store.UpstreamIdentity;

/** One step of a batch. Keys and values are not changed after they were handed over. */
@SuppressWarnings("ArrayRecordComponent") // Steps are never compared.
sealed interface Op {
    record Put(Column column, byte[] key, byte[] value) implements Op {}

    record Delete(Column column, byte[] key) implements Op {}

    /**
     * Ends the chain of the audit log.
     *
     * @param content the hash of the event
     */
    record Append(String id, byte[] value, String content) implements Op {}

    /** Drops the oldest entries of the audit log: needs a look at what is there. */
    record Trim(long through) implements Op {}

    /** Drops the entries of the decision log before that id: needs a look at what is there. */
    record TrimDecisions(String before) implements Op {}

    /** Deletes all keys that begin with these whole parts. */
    record DeleteAll(Column column, byte[] prefix) implements Op {}

    /** Deletes what an upstream said, wherever it lies: needs a look at what is there. */
    record Erase(UpstreamIdentity upstream) implements Op {}
}
