package dev.gatehouse.config.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.UpstreamName;
import dev.gatehouse.config.UpstreamTrust;
import dev.gatehouse.config.discovery.DiscoveredUpstream;
import dev.gatehouse.config.load.ConfigLoader;
import dev.gatehouse.config.load.ConfigLocations;
import dev.gatehouse.config.load.LoadResult;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class InitialConfigTest {
    private static final DiscoveredUpstream NPM =
            new DiscoveredUpstream(
                    FormatName.NPM,
                    new UpstreamName("npm-public"),
                    URI.create("https://registry.example/"),
                    "a\nb: /home/.npmrc");

    @Test
    void aDiscoveredRegistryBecomesAnUntrustedUpstream() {
        LoadResult.Loaded loaded = load(InitialConfig.text(List.of(NPM)));

        assertThat(loaded.problems().all()).isEmpty();
        assertThat(loaded.config().server().publicUrl()).isEmpty();
        assertThat(upstreams(loaded))
                .singleElement()
                .satisfies(
                        upstream -> {
                            assertThat(upstream.name()).isEqualTo(NPM.name());
                            assertThat(upstream.url()).isEqualTo(NPM.url());
                            assertThat(upstream.trust()).isEqualTo(UpstreamTrust.UNTRUSTED);
                        });
    }

    @Test
    void theHostOfItsFilesStandsBesideADiscoveredIndex() {
        URI files = URI.create("https://files.example");
        DiscoveredUpstream pypi =
                new DiscoveredUpstream(
                        FormatName.PYPI,
                        new UpstreamName("pypi-public"),
                        URI.create("https://registry.example/simple/"),
                        "pip's built-in default",
                        List.of(files));

        LoadResult.Loaded loaded = load(InitialConfig.text(List.of(NPM, pypi)));

        assertThat(loaded.problems().all()).isEmpty();
        assertThat(upstreams(loaded, FormatName.PYPI))
                .singleElement()
                .satisfies(upstream -> assertThat(upstream.fileHosts()).containsExactly(files));
        assertThat(upstreams(loaded, FormatName.MAVEN)).isEmpty();
    }

    @Test
    void withoutAnyRegistryTheRepositoryIsThereAllTheSame() {
        LoadResult.Loaded loaded = load(InitialConfig.text(List.of()));

        assertThat(loaded.problems().all()).isEmpty();
        assertThat(upstreams(loaded)).isEmpty();
    }

    @Test
    void equalRegistriesGiveEqualTexts() {
        assertThat(InitialConfig.text(List.of(NPM)))
                .isEqualTo(InitialConfig.text(List.of(NPM)))
                .contains("        # From a?b: /home/.npmrc. Untrusted: it may supply only names")
                .doesNotContain("public-url");
    }

    private static List<UpstreamConfig> upstreams(LoadResult.Loaded loaded) {
        return upstreams(loaded, FormatName.NPM);
    }

    private static List<UpstreamConfig> upstreams(LoadResult.Loaded loaded, FormatName format) {
        return loaded.config()
                .repositories()
                .flatMap(all -> all.find(new RepositoryName("main")))
                .flatMap(main -> main.format(format))
                .orElseThrow()
                .upstreams();
    }

    private static LoadResult.Loaded load(String text) {
        Path here = Path.of("");
        return (LoadResult.Loaded)
                new ConfigLoader(new ConfigLocations(here, here), Map.of(), Map.of())
                        .load(text, Path.of("gatehouse.yaml"));
    }
}
