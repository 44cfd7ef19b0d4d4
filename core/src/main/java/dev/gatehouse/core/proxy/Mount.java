package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.model.Hold;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.model.PolicyEffect;
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

    /** Why something of that package is not served which is held back; what is deleted is gone. */
    Refusal held(Asked asked, PackageName name, Hold hold, Journal journal) {
        if (hold.state() == PackageState.DELETED) {
            return new Refusal.NotFound(asked, hold.text());
        }
        String decision =
                hold.policy()
                        .map(PolicyEffect.Cause::decision)
                        .filter(id -> !id.isEmpty())
                        .orElseGet(journal::id);
        return new Refusal.Held(asked, name, hold, decision, explain(name));
    }
}
