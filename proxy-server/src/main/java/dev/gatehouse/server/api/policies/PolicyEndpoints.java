package dev.gatehouse.server.api.policies;

import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.policy.AdvisoryRules;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.api.call.Repositories;
import dev.gatehouse.server.policy.JsonNodes;
import dev.gatehouse.server.policy.PolicyBook;
import dev.gatehouse.server.policy.PolicyDraft;
import dev.gatehouse.server.policy.PolicyShape;

import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Policies: list, add, show, replace, change, end. Thread-safe. */
final class PolicyEndpoints {
    private final PolicyBook policies;
    private final BooleanSupplier advised;
    private final PolicyAnswers answers;
    private final Repositories repositories;
    private final Json json;

    PolicyEndpoints(PolicyDesk desk, Repositories repositories, Json json) {
        this.policies = desk.policies();
        this.advised = desk.advised();
        this.answers = new PolicyAnswers(desk.policies(), json);
        this.repositories = repositories;
        this.json = json;
    }

    /** In the order in which they are asked. */
    Response list(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        return answers.page(Paging.of(call), policies.list(), answers::shape);
    }

    Response create(ApiCall call) throws IOException, InterruptedException {
        repositories.requireWorkspace(call);
        PolicyDraft draft = draft(body(call));
        Policy made = PolicyAnswers.done(policies.create(draft, call.by()), "");
        return noted(json.answer(201, answers.shape(made)), made);
    }

    /** With a word on what a policy needs, and is not there. */
    private Response noted(Response answer, Policy policy) {
        return AdvisoryRules.goesByAdvisories(policy.rule()) && !advised.getAsBoolean()
                ? answer.with(
                        "x-gatehouse-notice",
                        "it goes by advisories, and there are none: run gatehouse osv import")
                : answer;
    }

    Response get(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        return json.answer(200, answers.shape(find(policies, call)));
    }

    /** The policy of the path. */
    static Policy find(PolicyBook policies, ApiCall call) throws IOException {
        String id = call.variable("policy");
        return policies.find(id).orElseThrow(() -> PolicyAnswers.missing(id));
    }

    /** Replaces all of it; its actions, which have paths of their own, only if they are sent. */
    Response put(ApiCall call) throws IOException, InterruptedException {
        Node.Block sent = body(call);
        return edited(
                call,
                before ->
                        sent.entries().containsKey("actions")
                                ? draft(sent)
                                : draft(sent).with(before.actions()));
    }

    /** Changes the fields that are sent. */
    Response patch(ApiCall call) throws IOException, InterruptedException {
        Node.Block sent = body(call);
        return edited(
                call,
                before -> {
                    PolicyDraft after = draft(merged(before, sent));
                    return sent.entries().containsKey("actions")
                            ? after
                            : after.with(before.actions());
                });
    }

    /** A module takes the place of a built-in rule, and the other way round. */
    private Node.Block merged(PolicyDraft before, Node.Block sent) {
        Node.Block merged = JsonNodes.block(json.tree(PolicyShape.of(before.plain())));
        if (sent.entries().containsKey("rego")) {
            merged = merged.without("rule");
        } else if (sent.entries().containsKey("rule")) {
            merged = merged.without("rego");
        }
        for (Map.Entry<String, Node.Entry> field : sent.entries().entrySet()) {
            merged = merged.with(field.getKey(), field.getValue().value());
        }
        return merged;
    }

    private interface Edit {
        PolicyDraft of(PolicyDraft before);
    }

    private Response edited(ApiCall call, Edit edit) throws IOException, InterruptedException {
        repositories.requireWorkspace(call);
        String id = call.variable("policy");
        Policy after = PolicyAnswers.done(policies.edit(id, edit::of, call.by()), id);
        return noted(json.answer(200, answers.shape(after)), after);
    }

    Response delete(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        String id = call.variable("policy");
        PolicyAnswers.done(policies.delete(id, call.by()), id);
        return Response.of(204, Headers.none(), Body.EMPTY);
    }

    private Node.Block body(ApiCall call) throws IOException {
        return PolicyBody.of(json.object(call.request()));
    }

    private PolicyDraft draft(Node.Block block) {
        Problems problems = new Problems();
        return policies.reader()
                .read(block, problems)
                .orElseThrow(() -> PolicyAnswers.wrong(problems));
    }
}
