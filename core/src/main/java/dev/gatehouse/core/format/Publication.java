package dev.gatehouse.core.format;

import dev.gatehouse.core.model.PackageName;

import java.util.List;

/**
 * A request that changes a local name, read and checked.
 *
 * @param action what is done, for the audit log: publish, deprecate, dist-tag, unpublish, yank
 *     1.0.0
 * @param files received files of the versions that the edit adds; committed before the edit is
 */
public record Publication(
        PackageName name, String action, List<DraftedFile> files, LocalEdit edit) {
    public Publication {
        files = List.copyOf(files);
    }
}
