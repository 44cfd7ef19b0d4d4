package dev.gatehouse.core.format;

import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;

/**
 * A file of a publication, received and checked but not committed.
 *
 * @param kind one that is {@link FileKind#CHANGING} takes the place of the one before it
 */
public record DraftedFile(Version version, FileName file, BlobDraft draft, FileKind kind) {
    /** A file of the kind {@link FileKind#CONTENT}. */
    public DraftedFile(Version version, FileName file, BlobDraft draft) {
        this(version, file, draft, FileKind.CONTENT);
    }
}
