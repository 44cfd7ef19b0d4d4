package dev.gatehouse.config.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.HttpUrl;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class MavenDiscoveryTest {
    private static final String SUPER_POM =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <repositories><repository>
                <id>central</id><url>https://default.example/maven2</url>
                <snapshots><enabled>false</enabled></snapshots>
              </repository></repositories>
              <pluginRepositories><pluginRepository>
                <id>central</id><url>https://plugins.example/maven2</url>
              </pluginRepository></pluginRepositories>
            </project>
            """;

    @TempDir Path root;
    private final Map<String, String> environment = new TreeMap<>();
    private Path home = Path.of("");
    private Path maven = Path.of("");

    @BeforeEach
    void makeDirectories() throws IOException {
        home = root.resolve("home/ci");
        Files.createDirectories(home.resolve(".m2"));
        maven = root.resolve("opt/maven");
        Files.createDirectories(maven.resolve("lib"));
        Path jar = maven.resolve("lib/maven-model-builder-3.9.9.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("org/apache/maven/model/pom-4.0.0.xml"));
            zip.write(SUPER_POM.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void withoutAMirrorTheDefaultOfTheInstalledMavenIsTaken() throws Exception {
        assertThat(discover(installed()).upstream())
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.format()).isEqualTo(FormatName.MAVEN);
                            assertThat(found.url())
                                    .isEqualTo(URI.create("https://default.example/maven2/"));
                            assertThat(found.foundIn()).isEqualTo("Maven's built-in default");
                        });
    }

    @Test
    void theMirrorOfTheUserOutweighsTheMachinesAndOneForTheDefaultAloneOutweighsAPattern()
            throws Exception {
        Files.createDirectories(maven.resolve("conf"));
        settings(maven.resolve("conf"), mirror("*", "https://machine.example/"));
        assertThat(url(discover(installed()))).isEqualTo("https://machine.example/");

        settings(
                home.resolve(".m2"),
                mirror("other", "https://other.example/"),
                mirror("*,!central", "https://rest.example/"),
                mirror("external:*", "https://pattern.example/"),
                mirror("central", "https://central.example/"));
        assertThat(url(discover(installed()))).isEqualTo("https://central.example/");
    }

    @Test
    void aMirrorThatBlocksIsNone() throws Exception {
        settings(
                home.resolve(".m2"),
                mirror("*", "http://0.0.0.0/")
                        .replace("</mirror>", "<blocked>true</blocked></mirror>"));

        assertThat(url(discover(installed()))).isEqualTo("https://default.example/maven2/");
    }

    @Test
    void whereTheMirrorIsGatehouseTheDefaultStandsBehind() throws Exception {
        settings(home.resolve(".m2"), mirror("*", "http://localhost:4283/main/maven/"));
        environment.put("MAVEN_HOME", maven.toString());

        assertThat(url(discover((_, _, _) -> Optional.empty())))
                .isEqualTo("https://default.example/maven2/");
    }

    @Test
    void aDocumentTypeIsNeverRead() throws Exception {
        Files.writeString(
                home.resolve(".m2/settings.xml"),
                "<!DOCTYPE settings [<!ENTITY u SYSTEM \"file:///etc/hostname\">]><settings>"
                        + "<mirrors>"
                        + mirror("*", "https://&u;.example/")
                        + "</mirrors></settings>");

        assertThat(url(discover(installed()))).isEqualTo("https://default.example/maven2/");
    }

    @Test
    void nothingIsFoundWithoutMaven() throws Exception {
        assertThat(discover((_, _, _) -> Optional.empty()).notes())
                .singleElement()
                .asString()
                .contains("by hand");
    }

    private Discovery discover(ProcessRunner processes) throws InterruptedException {
        Machine machine = new Machine(root, root, home, root, environment, processes);
        return new MavenDiscovery(machine, url -> HttpUrl.host(url).isLoopback()).discover();
    }

    private ProcessRunner installed() {
        return (command, _, _) ->
                command.getFirst().equals("mvn")
                        ? Optional.of("Apache Maven 3.9.9\nMaven home: " + maven + "\nJava: 25")
                        : Optional.empty();
    }

    private static void settings(Path directory, String... mirrors) throws IOException {
        Files.writeString(
                directory.resolve("settings.xml"),
                "<settings><mirrors>" + String.join("", mirrors) + "</mirrors></settings>");
    }

    private static String mirror(String of, String url) {
        return "<mirror><id>m</id><mirrorOf>%s</mirrorOf><url>%s</url></mirror>".formatted(of, url);
    }

    private static String url(Discovery discovery) {
        return discovery.upstream().orElseThrow().url().toString();
    }
}
