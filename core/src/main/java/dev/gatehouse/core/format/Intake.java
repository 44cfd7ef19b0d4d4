package dev.gatehouse.core.format;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.LocalPackage;

import java.io.IOException;

/** What a format needs while it reads a publication. */
public interface Intake {
    /** A place for a received file; whoever hands it out closes what is not committed. */
    BlobDraft draft() throws IOException;

    /** What is published under a name now, so that a version that exists is refused first. */
    LocalPackage current(PackageName name) throws IOException;
}
