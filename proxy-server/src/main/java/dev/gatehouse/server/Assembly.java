package dev.gatehouse.server;

import dev.gatehouse.config.Anonymous;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.server.managed.ConfigSource;
import dev.gatehouse.server.managed.Configured;
import dev.gatehouse.server.managed.Definitions;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts together what is to be served: the repositories that the file declares, or, where it
 * declares none, the managed ones. Nothing is stored or in force by that. Thread-safe, but what it
 * gives is good only until the next is stored.
 */
final class Assembly {
    private final Identities identities;
    private final List<ServedFormat> formats;
    private final ConfigSource source;

    Assembly(Identities identities, List<ServedFormat> formats, ConfigSource source) {
        this.identities = identities;
        this.formats = formats;
        this.source = source;
    }

    /** A configuration of repositories that is to be served. */
    sealed interface Result {
        /**
         * It can be.
         *
         * @param file what the file says
         * @param whole the same with the repositories that are served
         * @param changes what is to be stored before it is in force
         */
        record Whole(
                GatehouseConfig file,
                List<ManagedRepository> managed,
                GatehouseConfig whole,
                Mounts mounts,
                Configured configured,
                List<Change> changes)
                implements Result {}

        /** It cannot be. */
        record Wrong(List<Problem> problems) implements Result {}
    }

    /**
     * Puts them together.
     *
     * @param file may declare repositories or not
     * @param generation a number that no other configuration has
     * @param by who brings it
     */
    Result assemble(
            GatehouseConfig file, List<ManagedRepository> managed, long generation, String by)
            throws IOException {
        Problems problems = new Problems();
        RepositoriesConfig served =
                file.repositories().orElseGet(() -> Definitions.read(managed, file, problems));
        if (problems.hasErrors()) {
            return new Result.Wrong(problems.errors());
        }
        GatehouseConfig whole = file.with(served);
        List<Problem> unusable = Mounts.problems(whole, formats);
        if (!unusable.isEmpty()) {
            return new Result.Wrong(unusable);
        }
        boolean declared = file.repositories().isPresent();
        GatehouseConfig complete = declared ? whole : source.complete(whole);
        Map<String, RepositoryId> given =
                managed.stream()
                        .filter(_ -> !declared)
                        .collect(Collectors.toMap(ManagedRepository::name, ManagedRepository::id));
        Identities.Plan plan = identities.plan(by, given);
        Mounts mounts =
                new Mounts.Builder(plan, formats, generation)
                        .build(complete.repositories().orElse(served))
                        .and(Publishers.reach(file.access().oidc()))
                        .and(KeyServers.reach(file.pgp().servers()));
        ConfiguredView view =
                new ConfiguredView(mounts, file.access().anonymous() == Anonymous.READ);
        return new Result.Whole(
                file,
                managed,
                complete,
                mounts,
                declared ? view.declared(served) : view.managed(served, managed),
                plan.changes());
    }
}
