package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.store.StoredFile;

/** What came of asking for a file. */
sealed interface FileAnswer {
    /** It is stored; {@code body} is the whole of it. */
    record Stored(StoredFile file, Body body) implements FileAnswer {}

    /** It is on its way from its source, or passes through. */
    record Coming(Body body) implements FileAnswer {}

    record Refused(Refusal refusal) implements FileAnswer {}
}
