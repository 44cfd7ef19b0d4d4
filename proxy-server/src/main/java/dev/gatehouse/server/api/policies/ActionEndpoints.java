package dev.gatehouse.server.api.policies;

import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyAction;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.policy.JsonNodes;
import dev.gatehouse.server.policy.PolicyBook;
import dev.gatehouse.server.policy.PolicyDraft;
import dev.gatehouse.server.policy.PolicyShape;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The actions of one policy; a change of one is a change of the policy. Thread-safe. */
final class ActionEndpoints {
    private static final int MOST = 100;

    private final PolicyBook policies;
    private final PolicyAnswers answers;
    private final Repositories repositories;
    private final Json json;

    ActionEndpoints(PolicyBook policies, Repositories repositories, Json json) {
        this.policies = policies;
        this.answers = new PolicyAnswers(policies, json);
        this.repositories = repositories;
        this.json = json;
    }

    /** In the order in which they are applied. */
    Response list(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        List<PolicyAction> actions = PolicyEndpoints.find(policies, call).ordered();
        return answers.page(Paging.of(call), actions, PolicyShape::of);
    }

    Response get(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        Policy policy = PolicyEndpoints.find(policies, call);
        return json.answer(
                200,
                PolicyShape.of(PolicyAnswers.action(policy.actions(), call.variable("action"))));
    }

    Response create(ApiCall call) throws IOException, InterruptedException {
        PolicyAction made = action(body(call));
        Policy after =
                edited(
                        call,
                        actions -> {
                            if (actions.size() >= MOST) {
                                throw ApiException.conflict(
                                        "The policy has " + MOST + " actions, and no more fit.");
                            }
                            List<PolicyAction> all = new ArrayList<>(actions);
                            all.add(made);
                            return all;
                        });
        return json.answer(201, PolicyShape.of(after.actions().getLast()));
    }

    Response put(ApiCall call) throws IOException, InterruptedException {
        PolicyAction sent = action(body(call));
        return replaced(call, _ -> sent);
    }

    /** Changes the fields that are sent. */
    Response patch(ApiCall call) throws IOException, InterruptedException {
        Node.Block sent = body(call);
        return replaced(
                call,
                before -> {
                    Node.Block merged = JsonNodes.block(json.tree(PolicyShape.of(before)));
                    for (Map.Entry<String, Node.Entry> field : sent.entries().entrySet()) {
                        merged = merged.with(field.getKey(), field.getValue().value());
                    }
                    return action(merged);
                });
    }

    private Response replaced(ApiCall call, UnaryOperator<PolicyAction> edit)
            throws IOException, InterruptedException {
        String id = call.variable("action");
        Policy after =
                edited(
                        call,
                        actions -> {
                            PolicyAction before = PolicyAnswers.action(actions, id);
                            PolicyAction next = PolicyDraft.named(edit.apply(before), id);
                            return actions.stream().map(a -> a.equals(before) ? next : a).toList();
                        });
        return json.answer(200, PolicyShape.of(PolicyAnswers.action(after.actions(), id)));
    }

    Response delete(ApiCall call) throws IOException, InterruptedException {
        edited(
                call,
                actions -> {
                    PolicyAction gone = PolicyAnswers.action(actions, call.variable("action"));
                    return actions.stream().filter(a -> !a.equals(gone)).toList();
                });
        return Response.of(204, Headers.none(), Body.EMPTY);
    }

    private Policy edited(ApiCall call, UnaryOperator<List<PolicyAction>> edit)
            throws IOException, InterruptedException {
        repositories.requireWorkspace(call);
        String id = call.variable("policy");
        return PolicyAnswers.done(
                policies.edit(id, before -> before.with(edit.apply(before.actions())), call.by()),
                id);
    }

    private Node.Block body(ApiCall call) throws IOException {
        return PolicyBody.of(json.object(call.request()));
    }

    private PolicyAction action(Node.Block block) {
        Problems problems = new Problems();
        return policies.reader()
                .action(block, problems)
                .orElseThrow(() -> PolicyAnswers.wrong(problems));
    }
}
