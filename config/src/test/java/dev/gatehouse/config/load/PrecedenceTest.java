package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.Anonymous;
import dev.gatehouse.config.Credentials;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.HostName;
import dev.gatehouse.config.NamePattern;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.UpstreamTrust;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

class PrecedenceTest {
    @TempDir Path directory;

    @Test
    void commandLineBeatsEnvironmentBeatsFileBeatsDefault() {
        Loading loading =
                new Loading()
                        .argument("server.max-in-flight", "4")
                        .env("GATEHOUSE_SERVER_MAX_IN_FLIGHT", "3")
                        .env("GATEHOUSE_SERVER_MAX_CONNECTIONS", "3");

        GatehouseConfig config =
                loading.config("server: {max-in-flight: 2, max-connections: 2, max-upload: 2B}");

        assertThat(config.server().limits().inFlight()).isEqualTo(4);
        assertThat(config.server().limits().connections()).isEqualTo(3);
        assertThat(config.server().limits().upload().bytes()).isEqualTo(2);
        assertThat(config.access().anonymous()).isEqualTo(Anonymous.READ);
    }

    @Test
    void variablesReachNestedKeysListsAndBlocksThatTheFileDoesNotHave() {
        GatehouseConfig config =
                new Loading()
                        .env("GATEHOUSE_SERVER_ALLOWED_HOSTS", "a.example, b.example")
                        .env("GATEHOUSE_ACCESS_ANONYMOUS", "none")
                        .env("GATEHOUSE_STORAGE_DIRECTORY", "")
                        .config("");

        assertThat(config.server().allowedHosts())
                .containsExactly(new HostName("a.example"), new HostName("b.example"));
        assertThat(config.access().anonymous()).isEqualTo(Anonymous.NONE);
        assertThat(config.storage().directory()).isEqualTo(Loading.BASE.resolve("data"));
    }

    @Test
    void variablesChangeUpstreamsByNameAndByNumber() {
        GatehouseConfig config =
                new Loading()
                        .env(
                                "GATEHOUSE_REPOSITORIES_MAIN_NPM_UPSTREAMS_INTERNAL_TRUST",
                                "untrusted")
                        .env("GATEHOUSE_REPOSITORIES_MAIN_NPM_UPSTREAMS_0_TOKEN", "t${0}k")
                        .env("GATEHOUSE_REPOSITORIES_MAIN_NPM_UPSTREAMS_0_HEADERS_X_TEAM", "blue")
                        .env("GATEHOUSE_REPOSITORIES_MAIN_NPM_OWNED_NAMES", "@acme/*,acme-*")
                        .config(Loading.withUpstream());

        UpstreamConfig upstream = Loading.upstream(config);
        assertThat(upstream.trust()).isEqualTo(UpstreamTrust.UNTRUSTED);
        assertThat(upstream.credentials()).isEqualTo(new Credentials.Token(new Secret("t${0}k")));
        assertThat(upstream.headers()).isEqualTo(Map.of("x-team", new Secret("blue")));
        assertThat(Loading.format(config, FormatName.NPM).ownedNames())
                .containsExactly(new NamePattern("@acme/*"), new NamePattern("acme-*"));
    }

    @Test
    void variablesAloneCanDeclareARepositoryWithMoreThanTenUpstreams() {
        Loading loading = new Loading();
        for (int i = 0; i < 12; i++) {
            String prefix = "GATEHOUSE_REPOSITORIES_MY_NPM_MIRROR_NPM_UPSTREAMS_" + i;
            loading.env(prefix + "_NAME", "u" + i)
                    .env(prefix + "_URL", "https://r" + i + ".example/");
        }

        assertThat(loading.config("").repositories().orElseThrow().all())
                .singleElement()
                .satisfies(
                        repository -> {
                            assertThat(repository.name().value()).isEqualTo("my-npm-mirror");
                            assertThat(repository.format(FormatName.NPM).orElseThrow().upstreams())
                                    .hasSize(12);
                        });
    }

    @Test
    void aDeclaredNameWithAnUnderscoreIsFoundByItsVariable() {
        GatehouseConfig config =
                new Loading()
                        .env("GATEHOUSE_REPOSITORIES_MY_TEAM_HOST", "npm.example")
                        .config("repositories: {my_team: {}}");

        assertThat(config.repositories().orElseThrow().all())
                .singleElement()
                .satisfies(found -> assertThat(found.host()).contains(new HostName("npm.example")));
    }

    @Test
    void anUnknownVariableIsAWarningButOurClientVariablesAreNot() {
        Loading loading =
                new Loading()
                        .env("GATEHOUSE_SERVER_LISTN", "x")
                        .env("GATEHOUSE_URL", "http://localhost:4283")
                        .env("GATEHOUSE_TOKEN", "x")
                        .env("GATEHOUSE_ADMIN_TOKEN", "x")
                        .env("PATH", "x");

        assertThat(loading.warnings(""))
                .containsExactly(
                        "GATEHOUSE_SERVER_LISTN: warning: no key has this variable; did you mean"
                                + " GATEHOUSE_SERVER_LISTEN?");
    }

    @Test
    void wrongValuesNameTheVariableOrTheCommandLine() {
        Loading loading =
                new Loading()
                        .env("GATEHOUSE_WORKSPACE", "A")
                        .env("GATEHOUSE_OSV_REFRESH", "soon")
                        .env(
                                "GATEHOUSE_REPOSITORIES_MAIN_NPM_UPSTREAMS_3_URL",
                                "https://a.example/")
                        .argument("server.listen", "x")
                        .argument("server.nothing", "x")
                        .argument("a..b", "x");

        assertThat(loading.errors(""))
                .satisfiesExactlyInAnyOrder(
                        line ->
                                assertThat(line)
                                        .startsWith("GATEHOUSE_WORKSPACE: error: workspace: 'A'"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "GATEHOUSE_OSV_REFRESH: error: osv.refresh:"
                                                        + " 'soon'"),
                        line ->
                                assertThat(line)
                                        .contains("UPSTREAMS_3_URL: error: index 3: the list"),
                        line ->
                                assertThat(line)
                                        .startsWith("command line: error: server.listen: 'x'"),
                        line -> assertThat(line).contains("server.nothing: unknown key 'nothing'"),
                        line -> assertThat(line).contains("a..b: expected keys with dots between"));
    }

    @Test
    void theCommandLineReachesAnItemOfAList() {
        GatehouseConfig config =
                new Loading()
                        .argument("repositories.main.npm.upstreams[0].url", "https://b.example/")
                        .config(Loading.withUpstream());

        assertThat(Loading.upstream(config).url()).isEqualTo(URI.create("https://b.example/"));
    }

    @Test
    void variablesAndFilesArePutIntoAnyText() throws IOException {
        Files.writeString(directory.resolve("word.txt"), "open sesame\n");
        Loading loading = new Loading(directory).env("HOST", "npm.example");

        GatehouseConfig config =
                loading.config(
                        Loading.withUpstream(
                                "url: https://${env:HOST}/npm",
                                "username: $${literal}",
                                "password: ${file:word.txt}"));

        assertThat(Loading.upstream(config).url())
                .isEqualTo(URI.create("https://npm.example/npm/"));
        assertThat(Loading.upstream(config).credentials())
                .isEqualTo(new Credentials.Login("${literal}", new Secret("open sesame")));
    }

    @Test
    void theWorkingDirectoryIsLookedInBeforeTheSystems() throws IOException {
        Path working = Files.createDirectory(directory.resolve("work"));
        Path system = Files.createDirectory(directory.resolve("etc"));
        ConfigLoader loader =
                new ConfigLoader(new ConfigLocations(working, system), Map.of(), Map.of());

        assertThat(loader.load(Optional.empty()).file()).isEmpty();

        Path inSystem = Files.writeString(system.resolve("gatehouse.yaml"), "workspace: b");
        assertThat(loader.load(Optional.empty()).file()).contains(inSystem);

        Path inWorking = Files.writeString(working.resolve("gatehouse.yaml"), "workspace: a");
        assertThat(loader.load(Optional.empty()).file()).contains(inWorking);

        Path named = Files.writeString(working.resolve("other.yaml"), "workspace: c");
        assertThat(loader.load(Optional.of(Path.of("other.yaml"))))
                .isInstanceOfSatisfying(
                        LoadResult.Loaded.class,
                        loaded -> {
                            assertThat(loaded.file()).contains(named);
                            assertThat(loaded.config().workspace().value()).isEqualTo("c");
                            assertThat(loaded.config().storage().directory())
                                    .isEqualTo(working.resolve("data"));
                        });
    }

    @Test
    void aNamedFileMustBeThereAndUtf8() throws IOException {
        Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'#', (byte) 0xe9});
        ConfigLoader loader =
                new ConfigLoader(new ConfigLocations(directory, directory), Map.of(), Map.of());

        assertThat(loader.load(Optional.of(Path.of("none.yaml"))).problems().toString())
                .contains("none.yaml:1:1: error: the file cannot be read");
        assertThat(loader.load(Optional.of(latin)).problems().toString())
                .contains("expected UTF-8");
    }
}
