package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.discovery.DiscoveredUpstream;
import dev.gatehouse.config.discovery.MavenDiscovery;
import dev.gatehouse.config.discovery.NpmDiscovery;
import dev.gatehouse.config.discovery.PypiDiscovery;
import dev.gatehouse.config.discovery.RegistryDiscovery;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which clients of this machine ask Gatehouse. */
final class ClientDoctor {
    private static final List<String> BY_FILES = List.of("pnpm", "yarn", "uv", "poetry", "gradle");
    private static final JsonMapper JSON = new JsonMapper();

    private final Place place;
    private final GatehouseConfig config;
    private final URI base;

    ClientDoctor(Place place, GatehouseConfig config) {
        this.place = place;
        this.config = config;
        this.base =
                place.variable("GATEHOUSE_URL")
                        .map(URI::create)
                        .orElseGet(() -> Settings.base(config, config.server().listen().port()));
    }

    static JsonNode finding(
            String check, String subject, String state, String detail, String next) {
        return JSON.createObjectNode()
                .put("check", check)
                .put("subject", subject)
                .put("state", state)
                .put("detail", detail)
                .put("next", next);
    }

    List<JsonNode> findings() throws InterruptedException {
        List<JsonNode> findings = new ArrayList<>();
        Predicate<URI> never = url -> false;
        asked("npm", new NpmDiscovery(place.machine(), never)).ifPresent(findings::add);
        asked("pip", new PypiDiscovery(place.machine(), never)).ifPresent(findings::add);
        asked("mvn", new MavenDiscovery(place.machine(), never)).ifPresent(findings::add);
        for (String client : BY_FILES) {
            inFiles(client).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<JsonNode> asked(String client, RegistryDiscovery discovery)
            throws InterruptedException {
        return discovery.discover().upstream().map(found -> judge(client, found));
    }

    private JsonNode judge(String client, DiscoveredUpstream found) {
        boolean here = isHere(found.url().toString());
        return here
                ? finding("client", client, "ok", "asks " + found.url(), "")
                : finding(
                        "client",
                        client,
                        "note",
                        "does not ask Gatehouse, but %s (%s)"
                                .formatted(found.url().getHost(), found.foundIn()),
                        "gatehouse use " + client + " --write");
    }

    private boolean isHere(String text) {
        return text.contains("://" + base.getAuthority() + "/")
                || hosts().stream().anyMatch(host -> text.contains("://" + host));
    }

    private List<String> hosts() {
        return config.repositories().stream()
                .flatMap(r -> r.all().stream())
                .flatMap(r -> r.host().stream())
                .map(Object::toString)
                .toList();
    }

    /** Of these clients the files are read that {@code gatehouse use} would write. */
    private Optional<JsonNode> inFiles(String client) {
        FormatName format = ClientSetup.format(client);
        URI url = base.resolve(repository(format) + "/" + format.key() + "/");
        for (ClientFile file : ClientSetup.of(client, place, url, List.of()).files()) {
            try {
                if (isHere(Files.readString(file.path(), StandardCharsets.UTF_8))) {
                    return Optional.of(
                            finding("client", client, "ok", "asks Gatehouse: " + file.path(), ""));
                }
            } catch (IOException ignored) {
                // A client without its file is most likely not used here: nothing is said of it.
            }
        }
        return Optional.empty();
    }

    private String repository(FormatName format) {
        return config.repositories().stream()
                .flatMap(r -> r.all().stream())
                .filter(r -> r.format(format).isPresent())
                .map(RepositoryConfig::name)
                .map(Object::toString)
                .findFirst()
                .orElse("main");
    }
}
