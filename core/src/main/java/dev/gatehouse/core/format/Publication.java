package dev.gatehouse.core.format;

import dev.gatehouse.core.model.PackageName;

import java.util.List;

/**
 * A request that changes a local name, read and checked.
 *
 * @param action a word for the audit log: publish, deprecate, dist-tag, unpublish
 * @param files received files of the versions that the edit adds; committed before the edit is
 */
public record Publication(
        PackageName name, String action, List<DraftedFile> files, LocalEdit edit) {
    public Publication {
        files = List.copyOf(files);
    }
}
