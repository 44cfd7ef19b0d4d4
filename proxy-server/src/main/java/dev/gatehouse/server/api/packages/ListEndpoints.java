package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.PolicyService;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.proxy.StoredPackages;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Paging;
import dev.gatehouse.server.api.call.Repositories;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is stored, published or cached. Thread-safe. */
final class ListEndpoints {
    private static final String NEWEST_FIRST = "-date";

    private final Repositories repositories;
    private final StoredPackages packages;
    private final PackageFinder finder;
    private final SignatureShape signatures;
    private final PolicyService scans;
    private final Json json;

    ListEndpoints(Repositories repositories, Services services, PackageFinder finder, Json json) {
        this.repositories = repositories;
        this.packages = services.packages().stored();
        this.finder = finder;
        this.signatures = new SignatureShape(services.signatures(), services.own());
        this.scans = services.policies();
        this.json = json;
    }

    /** All that a query leaves, in order. */
    Response list(ApiCall call) throws IOException {
        Paging paging = Paging.of(call);
        PackageQuery.Test query = PackageQuery.parse(call.parameter("query").orElse(""));
        var order = PackageOrder.of(call.parameter("sort").orElse(NEWEST_FIRST));
        List<Listed> meant = new ArrayList<>();
        for (Mount<?, ?> mount : repositories.mounts(call)) {
            for (Stored stored : packages.all(mount)) {
                Listed listed = new Listed(stored, packages);
                if (query.meets(listed)) {
                    meant.add(listed);
                }
            }
        }
        meant.sort(order);
        List<Object> shown = new ArrayList<>();
        for (Listed listed : meant.stream().skip(paging.start()).limit(paging.size()).toList()) {
            shown.add(shape(call).of(listed));
        }
        return paging.headers(json.answer(200, shown), meant.size());
    }

    Response get(ApiCall call) throws IOException {
        return answer(call, 200, finder.find(call));
    }

    Response status(ApiCall call) throws IOException {
        return json.answer(200, shape(call).status(new Listed(finder.find(call), packages)));
    }

    /** A package as an answer. */
    Response answer(ApiCall call, int status, Stored stored) throws IOException {
        return json.answer(status, shape(call).of(new Listed(stored, packages)));
    }

    private PackageShape shape(ApiCall call) {
        String workspace = repositories.workspace();
        return new PackageShape(
                workspace,
                new PackageLinks(call.request().head(), workspace),
                signatures,
                scans::scan);
    }
}
