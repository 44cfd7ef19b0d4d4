package dev.gatehouse.config.load;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;

/**
 * Reads repositories that are kept elsewhere than in the file, by the keys and checks of the file.
 * Every value stands for itself: <code>${file:…}</code> would show files of the server to whoever
 * may configure a repository.
 */
public final class RepositoriesLoader {
    private RepositoriesLoader() {}

    /**
     * Reads them.
     *
     * @param repositories by name, each as the file would declare it; paths in them are absolute
     * @param around the rest of the configuration
     * @param problems where errors are told; with any, what is returned cannot be used
     */
    public static RepositoriesConfig read(
            Node.Block repositories, GatehouseConfig around, Problems problems) {
        String key = RootKeys.REPOSITORIES.name();
        Node.Block root = Node.Block.empty(repositories.place()).with(key, repositories);
        Reading reading = new Reading(problems, Substitution.none(around.storage().directory()));
        Section section = new Section(Key.Keys.of(RootKeys.REPOSITORIES), root, "", reading);
        return RepositoryKeys.read(
                section.namedParts(RootKeys.REPOSITORIES), around.server(), around.signing());
    }
}
