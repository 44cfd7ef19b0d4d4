package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.SetClock;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a gate as npm does; packages are told apart by their markers. */
record Npm(RunningGate gate) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the index shows, each as {@code version marker}. */
    List<String> listed(String repository, String name) throws IOException, InterruptedException {
        HttpResponse<String> answer = document(repository, name.replace("/", "%2f"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode packument = JSON.readTree(answer.body());
        List<String> listed = new ArrayList<>();
        for (JsonNode one : packument.get("versions").values()) {
            String tarball = one.get("dist").get("tarball").asString();
            assertThat(tarball).startsWith(gate.registry(repository).toString());
            listed.add(one.get("version").asString() + " " + one.get("description").asString());
        }
        return listed;
    }

    /** Of these versions those whose tarballs are served, each as {@code version marker}. */
    List<String> served(String repository, String name, List<String> versions, List<String> markers)
            throws IOException, InterruptedException {
        List<String> served = new ArrayList<>();
        for (String version : versions) {
            HttpResponse<String> answer = tarball(repository, name, version);
            markers.stream()
                    .filter(m -> isTarball(answer, NpmPackage.of(name, version, m)))
                    .forEach(m -> served.add(version + " " + m));
        }
        return served;
    }

    /** Asks again and again, the index's time being over, until it shows that version. */
    void later(SetClock clock, String repository, String name, String version)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!listed(repository, name).contains(version)) {
            assertThat(System.nanoTime()).as("still without %s", version).isLessThan(end);
            clock.forward(Duration.ofMinutes(6));
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    HttpResponse<String> document(String repository, String path)
            throws IOException, InterruptedException {
        return gate.get(gate.registry(repository).resolve(path), "Accept", "application/json");
    }

    HttpResponse<String> tarball(String repository, String name, String version)
            throws IOException, InterruptedException {
        return gate.get(tarballUrl(repository, name, version));
    }

    URI tarballUrl(String repository, String name, String version) {
        String file = NpmPackage.of(name, version, "").file();
        return gate.registry(repository).resolve(name + "/-/" + file);
    }

    private static boolean isTarball(HttpResponse<String> answer, NpmPackage one) {
        String bytes = new String(one.tarball(), StandardCharsets.ISO_8859_1);
        return answer.statusCode() == 200 && answer.body().equals(bytes);
    }
}
