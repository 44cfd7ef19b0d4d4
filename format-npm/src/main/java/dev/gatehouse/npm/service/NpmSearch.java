package dev.gatehouse.npm.service;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.format.SearchQuery;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.name.NpmVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /-/v1/search}: its question, and its hits, each kept as its source wrote it. */
public final class NpmSearch implements Format.Search {
    private static final List<String> DESCRIBED =
            List.of("description", "keywords", "license", "author", "homepage");

    private final StrictJson json;

    public NpmSearch(StrictJson json) {
        this.json = json;
    }

    @Override
    public UpstreamRequest request(SearchQuery query) {
        String text = URLEncoder.encode(query.text(), StandardCharsets.UTF_8);
        return UpstreamRequest.service(
                "-/v1/search?text=%s&size=%d&from=%d".formatted(text, query.size(), query.from()),
                "application/json");
    }

    @Override
    public List<Format.Hit> read(ByteBuffer content) throws BadUpstreamException {
        JsonNode objects;
        try {
            objects = json.read(content).path("objects");
        } catch (IOException e) {
            throw new BadUpstreamException("search answer: " + e.getMessage(), e);
        }
        if (!objects.isArray()) {
            throw new BadUpstreamException("search answer without objects");
        }
        List<Format.Hit> hits = new ArrayList<>();
        for (JsonNode each : objects) {
            StrictJson.text(each.path("package"), "name")
                    .filter(NpmSearch::isName)
                    .ifPresent(name -> hits.add(new Format.Hit(NpmName.of(name), each.toString())));
        }
        return hits;
    }

    @Override
    public Format.Hit describe(LocalPackage local) {
        PackageName name = local.key().name();
        ObjectNode hit = json.object();
        ObjectNode shown = hit.putObject("package");
        shown.put("name", name.value());
        Set<Version> versions =
                local.available().stream().map(LocalRelease::version).collect(Collectors.toSet());
        NpmVersion.highest(versions)
                .flatMap(local::find)
                .ifPresent(release -> describe(release, shown));
        shown.put("date", local.modifiedAt().toString());
        shown.putObject("links");
        ObjectNode score = hit.putObject("score");
        score.put("final", 1);
        score.putObject("detail").put("quality", 1).put("popularity", 1).put("maintenance", 1);
        hit.put("searchScore", 1);
        return new Format.Hit(name, hit.toString());
    }

    private void describe(LocalRelease release, ObjectNode shown) {
        ObjectNode manifest = json.own(release.manifest());
        shown.put("version", release.version().value());
        for (String member : DESCRIBED) {
            if (manifest.has(member)) {
                shown.set(member, manifest.get(member));
            }
        }
        ArrayNode maintainers = shown.putArray("maintainers");
        maintainers.addObject().put("username", release.publishedBy());
    }

    @Override
    public Response answer(List<Format.Hit> hits, SearchQuery query) {
        String objects =
                hits.stream()
                        .limit(query.size())
                        .map(Format.Hit::entry)
                        .collect(Collectors.joining(","));
        String body = "{\"objects\":[" + objects + "],\"total\":" + hits.size() + "}";
        return Response.json(200, body).with("cache-control", "no-store");
    }

    /** Each word, and the value of each qualifier such as {@code scope:acme}. */
    @Override
    public Set<String> terms(SearchQuery query) {
        Set<String> terms = new HashSet<>();
        for (String word : query.text().toLowerCase(Locale.ROOT).split("[\\s,+\"']+", -1)) {
            terms.add(word);
            terms.add(word.substring(word.lastIndexOf(':') + 1));
        }
        terms.remove("");
        return terms;
    }

    private static boolean isName(String text) {
        try {
            NpmName.of(text);
            return true;
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }
}
