package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What holds for every format: the rule, over HTTP, at its index, its files and what goes along.
 */
abstract class FormatContract extends PublicAndPrivate {
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
    void aPublishIntoASharedNameIsRefusedUntilItIsClaimedWhereThatIsConfigured() throws Exception {
        gate.reload(repositories("untrusted", "on-shared-name: refuse"));
        String shared = format.name("shared");
        p.add(shared, "1.0.0", PUBLIC);
        assertThat(served("p-untrusted", shared, List.of("1.0.0"))).hasSize(1);

        assertThatThrownBy(() -> publish("p-untrusted", shared, "2.0.0"))
                .hasMessageContaining("409");

        assertThat(listed("p-untrusted", shared)).containsExactly("1.0.0");
        String name = URLEncoder.encode(shared, StandardCharsets.UTF_8);
        String path = "trust/main/p-untrusted/names/" + format.format() + "/" + name + "/claim/";
        assertThat(gate.api("POST", path, "{\"reason\":\"ours\"}").statusCode()).isEqualTo(200);
        publish("p-untrusted", shared, "2.0.0");
        assertThat(listed("p-untrusted", shared)).containsExactly("2.0.0");
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
}
