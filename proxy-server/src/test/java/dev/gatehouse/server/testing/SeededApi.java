package dev.gatehouse.server.testing;

import static dev.gatehouse.server.testing.ManagedApi.object;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A managed gate of which every part of the management API has something to tell: repositories,
 * upstreams that answer and that refuse, packages of all formats, tokens, users, uploads. Not for
 * more than one thread.
 */
public final class SeededApi {
    private static final List<Ecosystem> ECOSYSTEMS =
            List.of(new NpmEcosystem(), new PypiEcosystem(), new MavenEcosystem());
    private static final int MANY = 20;
    private static final String NO_BYTES = "d41d8cd98f00b204e9800998ecf8427e";

    private final RunningGate gate;
    private final Map<String, List<String>> there = new LinkedHashMap<>();

    private SeededApi(RunningGate gate) {
        this.gate = gate;
    }

    /**
     * Fills a gate.
     *
     * @param open the root of a registry that answers for each format, in the order npm, pypi,
     *     maven, and has {@code left-pad} 1.0.0, by that format's name
     * @param nowhere where connections are refused
     */
    public static SeededApi fill(RunningGate gate, List<URI> open, URI nowhere)
            throws IOException, InterruptedException {
        SeededApi seeded = new SeededApi(gate);
        seeded.repositories();
        seeded.upstreams(open, nowhere);
        seeded.packages();
        seeded.people();
        seeded.files();
        return seeded;
    }

    /** What there is, by the names that paths give it; {@code doomed-…}: what may be deleted. */
    public String asJson() {
        return new JsonMapper().writeValueAsString(there);
    }

    /** One of a kind. */
    public String one(String kind) {
        return there.getOrDefault(kind, List.of()).getFirst();
    }

    private void is(String kind, String value) {
        there.computeIfAbsent(kind, _ -> new ArrayList<>()).add(value);
    }

    private JsonNode made(String path, String body) throws IOException, InterruptedException {
        return object(gate.api("POST", path, body), path.startsWith("files") ? 202 : 201);
    }

    private void repositories() throws IOException, InterruptedException {
        is("workspace", "main");
        is("webhook", "chat");
        for (String name : List.of("main", "other")) {
            made("repos/main/", "{\"name\":\"%s\"}".formatted(name));
            is("repository", name);
        }
        for (int i = 0; i < MANY; i++) {
            made("repos/main/", "{\"name\":\"Spare %d\"}".formatted(i));
            is("doomed-repository", "spare-" + i);
        }
    }

    private void upstreams(List<URI> open, URI nowhere) throws IOException, InterruptedException {
        String body =
                "{\"name\":\"%s\",\"upstream_url\":\"%s\",\"trust_level\":\"%s\",\"canary\":\"%s\"}";
        for (int i = 0; i < ECOSYSTEMS.size(); i++) {
            Ecosystem ecosystem = ECOSYSTEMS.get(i);
            String canary = ecosystem.name("left-pad");
            String url = ecosystem.upstream(open.get(i)).toString();
            String path = "/upstream/" + ecosystem.format() + "/";
            made("repos/main/main" + path, body.formatted("open", url, "Untrusted", canary));
            is("format", ecosystem.format());
            JsonNode refusing =
                    made(
                            "repos/main/other" + path,
                            body.formatted("internal", nowhere, "Trusted", canary));
            is("upstream", refusing.path("slug_perm").asString(""));
        }
    }

    private void packages() throws IOException, InterruptedException {
        for (Ecosystem ecosystem : ECOSYSTEMS) {
            String name = ecosystem.name("left-pad");
            URI mount = gate.mount("main", ecosystem.format());
            assertThat(gate.get(ecosystem.file(mount, name, "1.0.0")).statusCode()).isEqualTo(200);
            for (int i = 0; i < MANY; i++) {
                String own = ecosystem.name("ours-" + i % 4);
                ecosystem.publish(gate, "main", new Shelf.Item(own, "1.0." + i, "mark" + i));
            }
            is("package", ecosystem.name("ours-1"));
            is("package", name);
        }
        is("version", "1.0.0");
        is("version", "1.0.1");
        JsonNode all = object(gate.api("GET", "packages/main/main/?page_size=1000", ""), 200);
        for (int i = 0; i < all.size(); i++) {
            String kind = i % 3 == 0 ? "doomed-identifier" : "identifier";
            is(kind, all.get(i).path(i % 2 == 0 ? "slug" : "slug_perm").asString(""));
        }
        object(
                gate.api("POST", "packages/main/main/" + one("identifier") + "/quarantine/", ""),
                200);
    }

    private void people() throws IOException, InterruptedException {
        for (int i = 0; i < MANY; i++) {
            made("tokens/", "{\"name\":\"ci-%d\",\"role\":\"publish\"}".formatted(i));
            is("token", "ci-" + i);
        }
        for (String user : List.of("kim", "lee")) {
            made("users/", "{\"name\":\"%s\",\"password\":\"long-enough\"}".formatted(user));
            is("user", user);
        }
    }

    private void files() throws IOException, InterruptedException {
        for (int i = 0; i < MANY; i++) {
            JsonNode announced =
                    made(
                            "files/main/main/",
                            "{\"filename\":\"x-%d.tgz\",\"md5_checksum\":\"%s\"}"
                                    .formatted(i, NO_BYTES));
            is("file", announced.path("identifier").asString(""));
            is("ticket", announced.path("upload_fields").path("ticket").asString(""));
        }
        is("file", HexFormat.of().formatHex("not announced".getBytes(StandardCharsets.US_ASCII)));
    }
}
