package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** npm: the packument lists, and the tarball has no companions. */
public final class NpmEcosystem implements Ecosystem {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String format() {
        return "npm";
    }

    @Override
    public String name(String word) {
        return word;
    }

    @Override
    public String ownedPattern() {
        return "acme-*";
    }

    @Override
    public Function<RecordedRequest, Script> registry(Shelf shelf) {
        return request -> {
            MadeUpRegistry registry = new MadeUpRegistry();
            String path = request.path().substring(1).replace("%2f", "/").replace("%40", "@");
            shelf.of(path.replaceFirst("/-/.*", "")).forEach(i -> registry.add(packed(i)));
            return registry.apply(request);
        };
    }

    private static NpmPackage packed(Shelf.Item item) {
        return NpmPackage.of(item.name(), item.version(), item.marker());
    }

    @Override
    public URI upstream(URI root) {
        return root;
    }

    @Override
    public URI index(URI mount, String name) {
        return mount.resolve(name);
    }

    @Override
    public List<URI> otherDocuments(URI mount, String name, String version) {
        return List.of(mount.resolve(name + "/" + version), mount.resolve(name + "/latest"));
    }

    @Override
    public List<String> versions(HttpResponse<String> index) {
        return List.copyOf(JSON.readTree(index.body()).get("versions").propertyNames());
    }

    @Override
    public Optional<String> trace(Shelf.Item item) {
        return Optional.of(packed(item).integrity());
    }

    @Override
    public URI file(URI mount, String name, String version) {
        return mount.resolve(name + "/-/" + name + "-" + version + ".tgz");
    }

    @Override
    public List<URI> companions(URI mount, String name, String version) {
        return List.of();
    }

    @Override
    public void publish(RunningGate gate, String repository, Shelf.Item item)
            throws IOException, InterruptedException {
        var answer = gate.publish(repository, packed(item));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Override
    public int ofNothingVisible() {
        return 403;
    }
}
