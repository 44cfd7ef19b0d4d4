package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SetClock;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A gate with a public index P, a private one V and repositories over them, in one format: {@code
 * p-untrusted}, {@code p-trusted} and {@code both}. P has three versions of one name, V two.
 */
abstract class PublicAndPrivate {
    static final List<String> VERSIONS = List.of("2.1.1", "2.1.2", "2.1.3");
    static final String PUBLIC = "marker-of-p";
    static final String PRIVATE = "marker-of-v";
    private static final String LOCAL = "marker-of-l";

    final Ecosystem format = ecosystem();
    final String web = format.name("web");
    final SetClock clock = new SetClock();
    final Shelf p = new Shelf();
    final Shelf v = new Shelf();
    ScriptedUpstream publicIndex;
    ScriptedUpstream privateIndex;
    RunningGate gate;

    abstract Ecosystem ecosystem();

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        VERSIONS.forEach(version -> p.add(web, version, PUBLIC));
        VERSIONS.subList(0, 2).forEach(version -> v.add(web, version, PRIVATE));
        publicIndex = ScriptedUpstream.answering(format.registry(p));
        privateIndex = ScriptedUpstream.answering(format.registry(v));
        gate = RunningGate.start(directory, repositories("untrusted"), clock);
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        publicIndex.close();
        privateIndex.close();
    }

    String repositories(String trust, String... keys) {
        return block("p-untrusted", keys, publicAs(trust))
                + block("p-trusted", keys, publicAs("trusted"))
                + block("both", keys, publicAs(trust), privateOne());
    }

    private String block(String repository, String[] keys, String... upstreams) {
        return RunningGate.block(
                repository,
                format.format(),
                Stream.of(Stream.of(keys), Stream.of("upstreams:"), Stream.of(upstreams))
                        .flatMap(s -> s)
                        .toArray(String[]::new));
    }

    private String publicAs(String trust) {
        URI url = format.upstream(publicIndex.url());
        return RunningGate.upstream("p", url, trust, "priority: 2");
    }

    private String privateOne() {
        URI url = format.upstream(privateIndex.url());
        return RunningGate.upstream(
                "v", url, "trusted", "priority: 1", "timeout: 1s", "presence-timeout: 1s");
    }

    URI mount(String repository) {
        return gate.mount(repository, format.format());
    }

    HttpResponse<String> index(String repository, String name) throws Exception {
        return gate.get(format.index(mount(repository), name));
    }

    List<String> listed(String repository, String name) throws Exception {
        HttpResponse<String> answer = index(repository, name);
        return answer.statusCode() == 200
                ? format.versions(answer).stream().sorted().toList()
                : List.of(Integer.toString(answer.statusCode()));
    }

    HttpResponse<String> file(String repository, String name, String version) throws Exception {
        return gate.get(format.file(mount(repository), name, version));
    }

    /** Of which source the file of each version is; nothing for those that are not served. */
    List<String> served(String repository, String name, List<String> versions) throws Exception {
        List<String> served = new ArrayList<>();
        for (String version : versions) {
            HttpResponse<String> answer = file(repository, name, version);
            for (String marker : List.of(PUBLIC, PRIVATE, LOCAL)) {
                if (answer.statusCode() == 200 && answer.body().contains(marker)) {
                    served.add(version + " " + marker.substring(marker.length() - 1));
                }
            }
        }
        return served;
    }

    void publish(String repository, String name, String version) throws Exception {
        format.publish(gate, repository, new Shelf.Item(name, version, LOCAL));
    }

    List<URI> all(String repository, String name, String version) {
        URI mount = mount(repository);
        List<URI> all = new ArrayList<>(format.otherDocuments(mount, name, version));
        all.add(format.index(mount, name));
        all.add(format.file(mount, name, version));
        all.addAll(format.companions(mount, name, version));
        return all;
    }

    void nobodyAskedThePublicIndexFor(String name) {
        String path = name.replace(':', '/');
        assertThat(publicIndex.requests())
                .noneMatch(r -> r.target().replace('.', '/').contains(path.replace('.', '/')));
    }

    /** Asks again and again, the index's time being over, until it shows that version. */
    void later(String repository, String name, String version) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!listed(repository, name).contains(version)) {
            assertThat(System.nanoTime()).as("still without %s", version).isLessThan(end);
            clock.forward(Duration.ofMinutes(6));
            Thread.sleep(Duration.ofMillis(20));
        }
    }
}
