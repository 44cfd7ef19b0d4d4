package dev.gatehouse.config.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.HttpUrl;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class PypiDiscoveryTest {
    private static final String DEFAULT = "https://default.example/simple\nfiles.example\n";

    @TempDir Path root;
    private final Map<String, String> environment = new TreeMap<>();
    private Path home = Path.of("");
    private Path work = Path.of("");

    @BeforeEach
    void makeDirectories() throws IOException {
        home = Files.createDirectories(root.resolve("home/ci"));
        work = Files.createDirectories(root.resolve("work"));
    }

    @Test
    void withoutAnySettingPipsOwnDefaultIsTakenWithTheHostOfItsFiles() throws Exception {
        assertThat(discover(pip("")).upstream())
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.format()).isEqualTo(FormatName.PYPI);
                            assertThat(found.url())
                                    .isEqualTo(URI.create("https://default.example/simple/"));
                            assertThat(found.fileHosts())
                                    .containsExactly(URI.create("https://files.example"));
                            assertThat(found.foundIn()).isEqualTo("pip's built-in default");
                        });
    }

    @Test
    void whatPipIsConfiguredToUseOutweighsItsDefaultAndBringsNoOtherFileHost() throws Exception {
        Discovery discovery =
                discover(
                        pip(
                                """
                                global.cert='/etc/ca'
                                global.index-url='https://global.example/simple'
                                install.index-url='https://install.example/simple'
                                """));

        assertThat(url(discovery)).isEqualTo("https://install.example/simple/");
        assertThat(discovery.upstream().orElseThrow().fileHosts()).isEmpty();
        assertThat(discovery.notes()).isEmpty();
    }

    @Test
    void whereAnInstallerPointsAtGatehouseTheDefaultStandsBehind() throws Exception {
        environment.put("PIP_INDEX_URL", "http://localhost:4283/main/pypi/simple/");

        assertThat(url(discover(pip("")))).isEqualTo("https://default.example/simple/");
    }

    @Test
    void withoutPipItsFilesAreReadAndTheVariableOutweighsThem() throws Exception {
        write("etc/pip.conf", "[global]\nindex-url = https://machine.example/simple\n");
        assertThat(url(discover(nobody()))).isEqualTo("https://machine.example/simple/");

        write(
                "home/ci/.config/pip/pip.conf",
                "[global]\nindex-url: x\nindex-url=https://u.example");
        assertThat(url(discover(nobody()))).isEqualTo("https://u.example/");

        environment.put("PIP_INDEX_URL", "https://variable.example/simple/");
        assertThat(url(discover(nobody()))).isEqualTo("https://variable.example/simple/");
    }

    @Test
    void uvIsHeardWherePipHasNothing() throws Exception {
        write(
                "work/uv.toml",
                """
                [[index]]
                name = "internal"
                url = "https://internal.example/simple"

                [[index]]
                url = "https://uv.example/simple"
                default = true
                """);
        assertThat(url(discover(nobody()))).isEqualTo("https://uv.example/simple/");

        write("work/uv.toml", "index-url = \"https://plain.example/simple\" \n[pip]\n");
        assertThat(url(discover(pip("")))).isEqualTo("https://plain.example/simple/");

        environment.put("UV_DEFAULT_INDEX", "https://variable.example/simple");
        assertThat(url(discover(pip("")))).isEqualTo("https://variable.example/simple/");
    }

    @Test
    void anotherIndexOfUvAndAnExtraIndexAreTold() throws Exception {
        environment.put("UV_INDEX_URL", "https://uv.example/simple");

        Discovery discovery =
                discover(
                        pip(
                                "global.index-url='https://pip.example/simple'\n"
                                        + "global.extra-index-url='https://ci:s3cret@x.example/'"));

        assertThat(url(discovery)).isEqualTo("https://pip.example/simple/");
        assertThat(discovery.notes())
                .satisfiesExactly(
                        extra -> assertThat(extra).contains("extra-index-url", "trusted upstream"),
                        other -> assertThat(other).contains("uv uses https://uv.example/simple/"));
        assertThat(discovery.toString()).doesNotContain("s3cret");
    }

    @Test
    void anIndexThatCannotBeUsedIsNotReplacedAndNotShown() throws Exception {
        Discovery discovery = discover(pip("global.index-url='https://ci:s3cret@pip.example/'"));

        assertThat(discovery.upstream()).isEmpty();
        assertThat(discovery.notes())
                .singleElement()
                .asString()
                .contains("pip's configuration is not a URL that can be used")
                .doesNotContain("s3cret");
    }

    @Test
    void nothingIsFoundWhereNobodyIsThere() throws Exception {
        assertThat(discover(nobody()).notes()).singleElement().asString().contains("by hand");
    }

    private Discovery discover(ProcessRunner processes) throws InterruptedException {
        Machine machine = new Machine(root, home, root, work, environment, processes);
        return new PypiDiscovery(machine, url -> HttpUrl.host(url).isLoopback()).discover();
    }

    private static ProcessRunner nobody() {
        return (_, _, _) -> Optional.empty();
    }

    /** A machine with pip, whose configuration is listed as this, and with Python. */
    private static ProcessRunner pip(String listed) {
        return (command, _, _) ->
                switch (String.join(" ", command.subList(0, 2))) {
                    case "pip3 config" -> Optional.of(listed);
                    case "python3 -c" -> Optional.of(DEFAULT);
                    default -> Optional.empty();
                };
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private static String url(Discovery discovery) {
        return discovery.upstream().orElseThrow().url().toString();
    }
}
