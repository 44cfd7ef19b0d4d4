package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.SetClock;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What holds for every format: the rule, over HTTP, at its index, its files and what goes along.
 */
abstract class FormatContract {
    private static final List<String> VERSIONS = List.of("2.1.1", "2.1.2", "2.1.3");
    private static final String PUBLIC = "marker-of-p";
    private static final String PRIVATE = "marker-of-v";
    private static final String LOCAL = "marker-of-l";

    private final Ecosystem format = ecosystem();
    private final String web = format.name("web");
    private final SetClock clock = new SetClock();
    private final Shelf p = new Shelf();
    private final Shelf v = new Shelf();
    private ScriptedUpstream publicIndex;
    private ScriptedUpstream privateIndex;
    private RunningGate gate;

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

    private String repositories(String trust, String... keys) {
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

    private URI mount(String repository) {
        return gate.mount(repository, format.format());
    }

    private HttpResponse<String> index(String repository, String name) throws Exception {
        return gate.get(format.index(mount(repository), name));
    }

    private List<String> listed(String repository, String name) throws Exception {
        HttpResponse<String> answer = index(repository, name);
        return answer.statusCode() == 200
                ? format.versions(answer).stream().sorted().toList()
                : List.of(Integer.toString(answer.statusCode()));
    }

    private HttpResponse<String> file(String repository, String name, String version)
            throws Exception {
        return gate.get(format.file(mount(repository), name, version));
    }

    /** Of which source the file of each version is; nothing for those that are not served. */
    private List<String> served(String repository, String name, List<String> versions)
            throws Exception {
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

    private void publish(String repository, String name, String version) throws Exception {
        format.publish(gate, repository, new Shelf.Item(name, version, LOCAL));
    }

    private List<URI> all(String repository, String name, String version) {
        URI mount = mount(repository);
        List<URI> all = new ArrayList<>(format.otherDocuments(mount, name, version));
        all.add(format.index(mount, name));
        all.add(format.file(mount, name, version));
        all.addAll(format.companions(mount, name, version));
        return all;
    }

    private void nobodyAskedThePublicIndexFor(String name) {
        String path = name.replace(':', '/');
        assertThat(publicIndex.requests())
                .noneMatch(r -> r.target().replace('.', '/').contains(path.replace('.', '/')));
    }

    @ParameterizedTest(name = "{0}, published locally: {1}: {2}")
    @CsvSource({
        "both,        true,  2.1.1 l;2.1.2 v",
        "p-untrusted, true,  2.1.1 l",
        "p-untrusted, false, 2.1.1 p;2.1.2 p;2.1.3 p",
        "both,        false, 2.1.1 v;2.1.2 v",
        "p-trusted,   true,  2.1.1 l;2.1.2 p;2.1.3 p",
    })
    void whatIsVisibleAndFromWhere(String repository, boolean local, String expected)
            throws Exception {
        if (local) {
            publish(repository, web, "2.1.1");
        }

        List<String> listed = listed(repository, web);
        List<String> served = served(repository, web, VERSIONS);

        assertThat(served).containsExactly(expected.split(";"));
        assertThat(listed)
                .containsExactlyElementsOf(
                        served.stream().map(s -> s.substring(0, s.indexOf(" "))).toList());
    }

    @Test
    void aBlockedSourceIsAskedNothingAndTheAnswerSaysWhoOwnsTheName() throws Exception {
        publish("p-untrusted", web, "2.1.1");
        publicIndex.forgetRequests();

        listed("p-untrusted", web);
        HttpResponse<String> hidden = file("p-untrusted", web, "2.1.3");

        assertThat(hidden.statusCode()).isEqualTo(403);
        assertThat(hidden.body()).contains("Blocked by rule 2: " + web + " is owned by local");
        for (URI url : format.companions(mount("p-untrusted"), web, "2.1.3")) {
            assertThat(gate.get(url).statusCode()).as(url.toString()).isEqualTo(403);
        }
        for (URI url : all("p-untrusted", web, "2.1.3")) {
            assertThat(gate.get(url).body()).as(url.toString()).doesNotContain(PUBLIC);
        }
        nobodyAskedThePublicIndexFor(web);
    }

    @Test
    void aNewVersionOfAnUntrustedSourceThatIsAloneComesFromItToo() throws Exception {
        assertThat(listed("p-untrusted", web)).hasSize(3);
        p.add(web, "2.2.0", PUBLIC);

        later("p-untrusted", web, "2.2.0");

        assertThat(served("p-untrusted", web, List.of("2.2.0"))).containsExactly("2.2.0 p");
    }

    @Test
    void anUntrustedSourceOfWhichAFileWasServedGoesOnServingAllVersions() throws Exception {
        String shared = format.name("shared");
        p.add(shared, "1.0.0", PUBLIC);
        assertThat(served("both", shared, List.of("1.0.0"))).hasSize(1);
        v.add(shared, "5.0.0", PRIVATE);
        p.add(shared, "1.1.0", PUBLIC);

        later("both", shared, "5.0.0");
        later("both", shared, "1.1.0");
        gate.restart();

        assertThat(listed("both", shared)).containsExactly("1.0.0", "1.1.0", "5.0.0");
        assertThat(served("both", shared, List.of("1.1.0"))).containsExactly("1.1.0 p");
    }

    @Test
    void anIndexAHeadOrACompanionThatWasSeenGivesNoRightToGoOn() throws Exception {
        String seen = format.name("seen");
        p.add(seen, "1.0.0", PUBLIC);
        assertThat(listed("p-untrusted", seen)).containsExactly("1.0.0");
        gate.send("HEAD", format.file(mount("p-untrusted"), seen, "1.0.0"), "");
        for (URI url : format.companions(mount("p-untrusted"), seen, "1.0.0")) {
            assertThat(gate.get(url).statusCode()).as(url.toString()).isEqualTo(200);
        }

        publish("p-untrusted", seen, "0.1.0");

        assertThat(listed("p-untrusted", seen)).containsExactly("0.1.0");
        assertThat(file("p-untrusted", seen, "1.0.0").statusCode()).isEqualTo(403);
    }

    @Test
    void whatATrustedSourceWasSeenToHaveStaysItsOwnWhileItIsDownAndAfterARestart()
            throws Exception {
        assertThat(listed("both", web)).containsExactly("2.1.1", "2.1.2");
        assertThat(served("both", web, List.of("2.1.2"))).containsExactly("2.1.2 v");
        privateIndex.close();

        gate.restart();
        clock.forward(Duration.ofHours(2));

        assertThat(listed("both", web)).containsExactly("2.1.1", "2.1.2");
        assertThat(served("both", web, List.of("2.1.2"))).containsExactly("2.1.2 v");
        assertThat(file("both", web, "2.1.3").statusCode()).isIn(403, 503);
        nobodyAskedThePublicIndexFor(web);
    }

    @Test
    void aNameOfWhichATrustedSourceSaysNothingIsUndecidedEverywhere() throws Exception {
        String other = format.name("other");
        p.add(other, "1.0.0", PUBLIC);
        privateIndex.close();

        for (URI url : all("both", other, "1.0.0")) {
            HttpResponse<String> answer = gate.get(url);
            assertThat(answer.statusCode()).as(url.toString()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("retry-after").orElse(999))
                    .isLessThanOrEqualTo(10);
            assertThat(answer.body()).contains("v did not answer").doesNotContain(PUBLIC);
        }
        nobodyAskedThePublicIndexFor(other);
    }

    @Test
    void aFileAndWhatBelongsToItAreServedWithoutTheNetworkOnceTheyWereFetched() throws Exception {
        List<URI> urls = new ArrayList<>(format.companions(mount("p-untrusted"), web, "2.1.1"));
        urls.add(format.file(mount("p-untrusted"), web, "2.1.1"));
        List<String> online = new ArrayList<>();
        assertThat(listed("p-untrusted", web)).hasSize(3);
        for (URI url : urls.reversed()) {
            assertThat(gate.get(url).statusCode()).as(url.toString()).isEqualTo(200);
        }
        for (URI url : urls) {
            online.add(gate.get(url).body());
        }

        publicIndex.close();
        gate.restart();
        clock.forward(Duration.ofDays(2));

        for (int i = 0; i < urls.size(); i++) {
            assertThat(gate.get(urls.get(i)).body()).isEqualTo(online.get(i));
        }
        assertThat(listed("p-untrusted", web)).hasSize(3);
    }

    @Test
    void aNameThatIsOursWithoutAVisibleVersionSaysSoAsItsClientsExpect() throws Exception {
        String owned = format.name("acme-ui");
        p.add(owned, "99.0.0", PUBLIC);
        gate.reload(repositories("untrusted", "owned-names: ['" + format.ownedPattern() + "']"));

        for (URI url : all("p-untrusted", owned, "99.0.0")) {
            assertThat(gate.get(url).body()).as(url.toString()).doesNotContain(PUBLIC);
        }
        assertThat(index("p-untrusted", owned).statusCode()).isEqualTo(format.ofNothingVisible());
        assertThat(file("p-untrusted", owned, "99.0.0").statusCode()).isEqualTo(403);
        assertThat(publicIndex.requests()).isEmpty();
    }

    @Test
    void aChangeOfTrustIsInForceForTheNextRequest() throws Exception {
        String fetched = format.name("fetched");
        String seen = format.name("seen");
        for (String name : List.of(fetched, seen)) {
            p.add(name, "9.0.0", PUBLIC);
            publish("p-untrusted", name, "1.0.0");
        }
        gate.reload(repositories("trusted"));
        assertThat(listed("p-untrusted", seen)).containsExactly("1.0.0", "9.0.0");
        assertThat(served("p-untrusted", fetched, List.of("9.0.0"))).hasSize(1);

        gate.reload(repositories("untrusted"));

        assertThat(listed("p-untrusted", seen)).containsExactly("1.0.0");
        assertThat(file("p-untrusted", seen, "9.0.0").statusCode()).isEqualTo(403);
        assertThat(listed("p-untrusted", fetched)).containsExactly("1.0.0", "9.0.0");
        gate.reload(repositories("trusted"));
        assertThat(listed("p-untrusted", seen)).containsExactly("1.0.0", "9.0.0");
    }

    @Test
    void inMonitorModeNothingIsBlockedUntilItEnds() throws Exception {
        publish("p-untrusted", web, "2.1.1");
        gate.reload(repositories("untrusted", "enforcement: monitor"));

        List<String> monitored = listed("p-untrusted", web);
        gate.reload(repositories("untrusted"));

        assertThat(monitored).containsExactlyElementsOf(VERSIONS);
        assertThat(listed("p-untrusted", web)).containsExactly("2.1.1");
    }

    @Test
    void fiftyClientsWhoWantOneFileAtOnceMakeOneRequestUpstream() throws Exception {
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        URI url = format.file(mount("p-untrusted"), web, "2.1.3");

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> gate.get(url)));
            }
        }

        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().body()).contains(PUBLIC);
        }
        String file = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
        assertThat(publicIndex.requests())
                .filteredOn(r -> r.method().equals("GET") && r.path().endsWith("/" + file))
                .hasSize(1);
    }

    /** Asks again and again, the index's time being over, until it shows that version. */
    private void later(String repository, String name, String version) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!listed(repository, name).contains(version)) {
            assertThat(System.nanoTime()).as("still without %s", version).isLessThan(end);
            clock.forward(Duration.ofMinutes(6));
            Thread.sleep(Duration.ofMillis(20));
        }
    }
}
