package dev.gatehouse.server.api.policies;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyOutcome.Asked;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.StoredPackages;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.StoredDecision;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.api.packages.PackageSelection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy would say of the packages that are stored, were it the only one and enabled.
 * Nothing is done, and nothing is logged. Thread-safe.
 */
final class SimulateEndpoint {
    private static final String NO_CAUSE = "simulation";

    private final PolicyDesk desk;
    private final Catalogue catalogue;
    private final StoredPackages packages;
    private final Repositories repositories;
    private final Json json;

    SimulateEndpoint(
            PolicyDesk desk,
            Catalogue catalogue,
            StoredPackages packages,
            Repositories repositories,
            Json json) {
        this.desk = desk;
        this.catalogue = catalogue;
        this.packages = packages;
        this.repositories = repositories;
        this.json = json;
    }

    /** In the order of repositories, formats and names. */
    Response simulate(ApiCall call) throws IOException, InterruptedException {
        repositories.requireWorkspace(call);
        Policy policy = enabled(PolicyEndpoints.find(desk.policies(), call));
        Paging paging = Paging.of(call);
        PackageSelection selection =
                PackageSelection.of(call.parameter("package_query_string").orElse(""), packages);
        List<Stored> meant = new ArrayList<>();
        for (Mount<?, ?> mount : mounts(policy.repositories())) {
            for (Stored stored : packages.all(mount)) {
                if (selection.includes(stored)) {
                    meant.add(stored);
                }
            }
        }
        List<Object> rows = new ArrayList<>();
        for (Stored stored : paging.of(meant)) {
            rows.add(row(stored, policy));
        }
        return paging.headers(json.answer(200, Map.of("results", rows)), meant.size());
    }

    private static Policy enabled(Policy p) {
        return new Policy(
                p.id(),
                p.name(),
                p.description(),
                p.rule(),
                true,
                p.terminal(),
                p.precedence(),
                p.actions(),
                p.repositories(),
                p.onError(),
                p.version(),
                p.createdAt(),
                p.updatedAt());
    }

    private List<Mount<?, ?>> mounts(Set<String> names) {
        return catalogue.all().stream()
                .filter(m -> names.isEmpty() || names.contains(m.repositoryName()))
                .<Mount<?, ?>>map(m -> m)
                .sorted(
                        Comparator.<Mount<?, ?>, String>comparing(Mount::repositoryName)
                                .thenComparing(m -> m.format().id().value()))
                .toList();
    }

    private Object row(Stored stored, Policy policy) throws IOException, InterruptedException {
        Supposing.Supposed supposed = desk.supposing().ask(stored, policy);
        String format = PackageSelection.format(stored);
        return new DecisionShape(json)
                .full(decision(stored, supposed.asked()), format, supposed.input());
    }

    /** As the log would have it. */
    private static StoredDecision decision(Stored stored, Asked asked) {
        Policy policy = asked.policy();
        boolean match = asked.judgement() instanceof Judgement.Matched;
        return new StoredDecision(
                asked.id(),
                NO_CAUSE,
                asked.id(),
                stored.mount().repositoryName(),
                stored.item(),
                stored.parcel().name(),
                stored.parcel().version(),
                policy.id(),
                policy.name(),
                policy.version(),
                match,
                reasons(asked.judgement()),
                output(asked.judgement()),
                asked.applied(),
                error(asked.judgement()),
                asked.at(),
                asked.at().plus(asked.took()));
    }

    private static List<String> reasons(Judgement judgement) {
        return judgement instanceof Judgement.Matched(var reasons, var _) ? reasons : List.of();
    }

    private static String output(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Matched(var _, String output) -> output;
            case Judgement.Passed(String output) -> output;
            case Judgement.Failed _ -> "";
        };
    }

    private static Optional<String> error(Judgement judgement) {
        return judgement instanceof Judgement.Failed failed
                ? Optional.of(failed.message())
                : Optional.empty();
    }
}
