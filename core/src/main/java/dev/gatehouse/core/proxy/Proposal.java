package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.store.OwnSignature;
import dev.gatehouse.core.store.StoredFile;

import java.util.List;

/**
 * A publication that was received, with what policies say of it.
 *
 * @param files received ones, whose bytes are kept
 * @param signed the repository's own signatures of them
 */
record Proposal(
        Publication publication,
        List<StoredFile> files,
        List<OwnSignature> signed,
        PolicyGate.Judged judged,
        Principal by) {}
