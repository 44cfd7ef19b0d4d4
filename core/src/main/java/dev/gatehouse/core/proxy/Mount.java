package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.RepositoryId;

/**
 * One format of one repository: what a client points at. Immutable; a change of configuration makes
 * a new one.
 *
 * @param repositoryName what the operator calls the repository
 * @param generation counts the configurations; what was worked out under another one is not used
 */
public record Mount<R extends Release, P>(
        RepositoryId repository,
        String repositoryName,
        Format<R, P> format,
        FormatSettings settings,
        long generation) {

    /** The key of a package here. */
    public PackageKey key(PackageName name) {
        return new PackageKey(repository, name);
    }

    /** The same with other settings: to work out what they would do. */
    Mount<R, P> with(FormatSettings other) {
        return new Mount<>(repository, repositoryName, format, other, generation);
    }

    /** The command that explains a decision about that package. */
    public String explain(PackageName name) {
        return "gatehouse explain " + format.id() + " " + name;
    }
}
