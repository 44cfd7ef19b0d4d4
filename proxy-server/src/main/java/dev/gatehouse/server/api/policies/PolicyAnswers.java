package dev.gatehouse.server.api.policies;

import dev.gatehouse.config.report.Problem;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.policy.PolicyBook;
import dev.gatehouse.server.policy.PolicyChange;
import dev.gatehouse.server.policy.PolicyDraft;
import dev.gatehouse.server.policy.PolicyShape;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is answered about policies. Thread-safe. */
final class PolicyAnswers {
    private final PolicyBook policies;
    private final Json json;

    PolicyAnswers(PolicyBook policies, Json json) {
        this.policies = policies;
        this.json = json;
    }

    /** A policy with what the server knows of it. */
    Map<String, @Nullable Object> shape(Policy policy) {
        Optional<Path> file = policies.file(policy.id());
        boolean managed = file.isEmpty();
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("slug_perm", policy.id());
        shape.putAll(PolicyShape.of(PolicyDraft.of(policy)));
        shape.put("version", policy.version());
        shape.put("created_at", managed ? policy.createdAt().toString() : null);
        shape.put("updated_at", managed ? policy.updatedAt().toString() : null);
        shape.put("declared_in", file.map(Path::toString).orElse(null));
        return shape;
    }

    /** One page of a list. */
    <T> Response page(Paging paging, List<T> all, Function<T, ?> shape) {
        List<?> shown = paging.of(all).stream().map(shape).toList();
        return paging.headers(json.answer(200, Map.of("results", shown)), all.size());
    }

    /** The policy that came of a change. */
    static Policy done(PolicyChange change, String id) {
        return switch (change) {
            case PolicyChange.Done(Policy policy) -> policy;
            case PolicyChange.Missing() -> throw missing(id);
            case PolicyChange.Overtaken() ->
                    throw ApiException.changed("Somebody else has changed this policy meanwhile.");
            case PolicyChange.DeclaredIn(Path place) ->
                    throw ApiException.conflict(
                            "The policies are declared in %s: change them there, and run gatehouse reload."
                                    .formatted(place));
            case PolicyChange.Wrong(String field, List<String> problems) ->
                    throw ApiException.unprocessable(Map.of(field, problems));
        };
    }

    static ApiException missing(String id) {
        return ApiException.missing("There is no policy " + id + ".");
    }

    /** The action of that id. */
    static PolicyAction action(List<PolicyAction> actions, String id) {
        return actions.stream()
                .filter(a -> a.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiException.missing("The policy has no action " + id + "."));
    }

    /** What is wrong with a body, by its fields. */
    static ApiException wrong(Problems problems) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Problem problem : problems.errors()) {
            fields.computeIfAbsent(problem.path(), _ -> new ArrayList<>()).add(problem.message());
        }
        return ApiException.unprocessable(fields);
    }
}
