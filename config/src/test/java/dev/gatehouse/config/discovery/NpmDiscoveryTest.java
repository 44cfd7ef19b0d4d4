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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class NpmDiscoveryTest {
    private static final ProcessRunner NO_NPM = (_, _, _) -> Optional.empty();

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
    void npmItselfIsAskedFirst() throws Exception {
        npmrc(home, "registry=https://user.example/");

        Discovery discovery = discover(npm("https://asked.example", "https://default.example/"));

        assertThat(discovery.upstream())
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.format()).isEqualTo(FormatName.NPM);
                            assertThat(found.url()).isEqualTo(URI.create("https://asked.example/"));
                            assertThat(found.foundIn()).isEqualTo("npm's configuration");
                        });
        assertThat(discovery.notes()).isEmpty();
    }

    @Test
    void whereNpmPointsAtGatehouseItsBuiltInDefaultStandsBehind() throws Exception {
        environment.put("npm_config_registry", "http://localhost:4283/main/npm/");
        environment.put("NPM_CONFIG_CACHE", "/tmp/c");
        environment.put("PATH", "/bin");

        Discovery discovery =
                discover(npm("http://localhost:4283/main/npm/", "https://default.example/"));

        assertThat(discovery.upstream())
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.url())
                                    .isEqualTo(URI.create("https://default.example/"));
                            assertThat(found.foundIn()).isEqualTo("npm's built-in default");
                        });
    }

    @Test
    void withoutNpmVariablesComeBeforeFilesAndTheProjectBeforeTheUser() throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/npmrc"), "registry = https://global.example/\n");
        assertThat(url(discover(NO_NPM))).isEqualTo("https://global.example/");

        npmrc(home, "; registry=https://comment.example/\nregistry = \"https://${WHO}.example/\"");
        environment.put("WHO", "user");
        assertThat(url(discover(NO_NPM))).isEqualTo("https://user.example/");

        npmrc(work, "registry=https://project.example/npm");
        assertThat(url(discover(NO_NPM))).isEqualTo("https://project.example/npm/");

        environment.put("NPM_CONFIG_REGISTRY", "https://variable.example/");
        assertThat(url(discover(NO_NPM))).isEqualTo("https://variable.example/");
    }

    @Test
    void nothingIsFoundWithoutNpmAndWithoutFiles() throws Exception {
        Discovery discovery = discover(NO_NPM);

        assertThat(discovery.upstream()).isEmpty();
        assertThat(discovery.notes())
                .containsExactly(
                        "npm is not on the PATH, and no .npmrc names a registry; add an upstream to"
                                + " the npm block by hand");
    }

    @Test
    void aRegistryThatCannotBeUsedIsNotReplacedAndNotShown() throws Exception {
        Discovery discovery =
                discover(npm("https://ci:s3cret@asked.example/", "https://default.example/"));

        assertThat(discovery.upstream()).isEmpty();
        assertThat(discovery.notes())
                .singleElement()
                .asString()
                .contains("is not a URL that can be used")
                .doesNotContain("s3cret");
    }

    @Test
    void credentialsAreMentionedAndNeverCopied() throws Exception {
        npmrc(
                home,
                "//asked.example/:_authToken=s3cret\n//other.example/:_authToken=s3cret\n"
                        + "@acme:registry=https://acme.example/npm/");

        Discovery discovery = discover(npm("https://asked.example/npm/", ""));

        assertThat(discovery.notes())
                .satisfiesExactly(
                        token ->
                                assertThat(token)
                                        .contains(
                                                ".npmrc has credentials for https://asked.example"),
                        scope ->
                                assertThat(scope)
                                        .contains(
                                                "gives @acme the registry"
                                                        + " https://acme.example/npm/"));
        assertThat(discovery.toString()).doesNotContain("s3cret");
    }

    private Discovery discover(ProcessRunner processes) throws InterruptedException {
        Machine machine = new Machine(root, home, home, work, environment, processes);
        return new NpmDiscovery(machine, url -> HttpUrl.host(url).isLoopback()).discover();
    }

    /**
     * An npm with these answers: one for the machine as it is, one when all settings are shut out.
     */
    private ProcessRunner npm(String configured, String builtIn) {
        return (command, directory, variables) -> {
            assertThat(command).startsWith("npm", "config", "get", "registry");
            boolean shutOut =
                    command.contains("-g")
                            && command.stream().anyMatch(word -> word.startsWith("--userconfig="))
                            && command.stream().anyMatch(word -> word.startsWith("--globalconfig="))
                            && variables.keySet().stream()
                                    .noneMatch(
                                            name ->
                                                    name.toLowerCase(Locale.ROOT)
                                                            .startsWith("npm_config_"));
            assertThat(directory).isEqualTo(shutOut ? root : work);
            return Optional.of(shutOut ? builtIn : configured);
        };
    }

    private static void npmrc(Path directory, String text) throws IOException {
        Files.writeString(directory.resolve(".npmrc"), text);
    }

    private static String url(Discovery discovery) {
        return discovery.upstream().orElseThrow().url().toString();
    }
}
