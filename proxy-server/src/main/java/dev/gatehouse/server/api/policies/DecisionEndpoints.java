package dev.gatehouse.server.api.policies;

import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.store.PolicyView;
import dev.gatehouse.core.store.StoredDecision;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.api.call.Repositories;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The decision log. Thread-safe. */
final class DecisionEndpoints {
    private static final int STEP = 1000;

    private final PolicyView log;
    private final Catalogue catalogue;
    private final Repositories repositories;
    private final DecisionShape shape;
    private final Json json;

    DecisionEndpoints(PolicyView log, Catalogue catalogue, Repositories repositories, Json json) {
        this.log = log;
        this.catalogue = catalogue;
        this.repositories = repositories;
        this.shape = new DecisionShape(json);
        this.json = json;
    }

    /**
     * A page of it. How many entries there are in all is not counted: the headers tell of those up
     * to the end of the page, and of one more where there is one.
     */
    Response list(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        Paging paging = Paging.of(call);
        List<StoredDecision> found =
                found(DecisionFilter.of(call), paging.start() + paging.size() + 1);
        List<Object> rows = new ArrayList<>();
        for (StoredDecision d : paging.of(found)) {
            rows.add(shape.row(d, format(d)));
        }
        return paging.headers(json.answer(200, Map.of("results", rows)), found.size());
    }

    private List<StoredDecision> found(DecisionFilter filter, long most) throws IOException {
        List<StoredDecision> found = new ArrayList<>();
        Optional<String> after = filter.start();
        while (true) {
            List<StoredDecision> step = log.decisions(after, !filter.oldestFirst(), STEP);
            for (StoredDecision d : step) {
                if (found.size() >= most || filter.isPast(d)) {
                    return found;
                }
                if (filter.meets(d, format(d))) {
                    found.add(d);
                }
            }
            if (step.size() < STEP) {
                return found;
            }
            after = Optional.of(step.getLast().id());
        }
    }

    Response get(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        String id = call.variable("decision");
        StoredDecision d =
                log.decision(id)
                        .orElseThrow(
                                () ->
                                        ApiException.missing(
                                                "The decision log has no entry " + id + "."));
        String input = log.input(d.input()).orElse("");
        return json.answer(200, shape.full(d, format(d), input));
    }

    /** What people call the format. */
    private String format(StoredDecision d) {
        FormatId id = d.item().key().name().format();
        return catalogue.all().stream()
                .filter(m -> m.format().id().equals(id))
                .findFirst()
                .flatMap(m -> m.format().packaging().map(Packaging::word))
                .orElseGet(id::value);
    }
}
