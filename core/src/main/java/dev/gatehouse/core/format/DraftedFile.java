package dev.gatehouse.core.format;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;

/** A file of a publication, received and checked but not committed. */
public record DraftedFile(Version version, FileName file, BlobDraft draft) {}
