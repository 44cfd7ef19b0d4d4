package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Maven: metadata lists, and each file has checksums and perhaps a signature beside it. */
public final class MavenEcosystem implements Ecosystem {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    @Override
    public String format() {
        return "maven";
    }

    @Override
    public String name(String word) {
        return "com.example:" + word;
    }

    @Override
    public String ownedPattern() {
        return "com.example:acme-*";
    }

    @Override
    public Function<RecordedRequest, Script> registry(Shelf shelf) {
        return new MadeUpRepository(shelf);
    }

    @Override
    public URI upstream(URI root) {
        return root;
    }

    @Override
    public URI index(URI mount, String name) {
        return mount.resolve(MadeUpRepository.directory(name) + "maven-metadata.xml");
    }

    @Override
    public List<URI> otherDocuments(URI mount, String name, String version) {
        return List.of(mount.resolve(index(mount, name) + ".sha1"));
    }

    @Override
    public List<String> versions(HttpResponse<String> index) {
        return VERSION.matcher(index.body()).results().map(r -> r.group(1)).toList();
    }

    @Override
    public Optional<String> trace(Shelf.Item item) {
        return Optional.empty();
    }

    @Override
    public URI file(URI mount, String name, String version) {
        return mount.resolve(MadeUpRepository.file(name, version, "jar"));
    }

    @Override
    public List<URI> companions(URI mount, String name, String version) {
        return List.of(
                mount.resolve(MadeUpRepository.file(name, version, "jar.sha1")),
                mount.resolve(MadeUpRepository.file(name, version, "jar.asc")));
    }

    @Override
    public void publish(RunningGate gate, String repository, Shelf.Item item)
            throws IOException, InterruptedException {
        put(gate, repository, item, "jar", MadeUpRepository.jar(item));
        put(gate, repository, item, "pom", MadeUpRepository.pom(item.name(), item.version()));
    }

    private void put(
            RunningGate gate, String repository, Shelf.Item item, String extension, String body)
            throws IOException, InterruptedException {
        String path = MadeUpRepository.file(item.name(), item.version(), extension);
        var answer =
                gate.send(
                        "PUT",
                        gate.mount(repository, format()).resolve(path),
                        body,
                        "Authorization",
                        "Bearer " + RunningGate.TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Override
    public int ofNothingVisible() {
        return 404;
    }
}
