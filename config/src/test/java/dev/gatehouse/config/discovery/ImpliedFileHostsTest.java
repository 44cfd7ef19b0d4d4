package dev.gatehouse.config.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.Pinning;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.UpstreamName;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ImpliedFileHostsTest {
    private static final URI DEFAULT = URI.create("https://default.example/simple/");
    private static final URI FILES = URI.create("https://files.example");

    private final List<List<String>> asked = new ArrayList<>();

    @Test
    void anUpstreamThatIsPipsDefaultIndexMayLinkToTheHostOfItsFiles() throws Exception {
        assertThat(hosts(DEFAULT, List.of())).containsExactly(FILES);
    }

    @Test
    void whatIsWrittenDownStays() throws Exception {
        URI own = URI.create("https://own.example");

        assertThat(hosts(DEFAULT, List.of(own))).containsExactly(own, FILES);
        assertThat(hosts(DEFAULT, List.of(FILES))).containsExactly(FILES);
    }

    @Test
    void anotherIndexGainsNothing() throws Exception {
        assertThat(hosts(URI.create("https://other.example/simple/"), List.of())).isEmpty();
    }

    @Test
    void pipIsAskedOnlyWhereAnUpstreamMayBeThePublicIndex() throws Exception {
        GatehouseConfig none = GatehouseConfig.DEFAULTS;

        assertThat(implied("").in(none)).isSameAs(none);
        hosts(URI.create("http://127.0.0.1:8080/simple/"), List.of());

        assertThat(asked).isEmpty();
    }

    @Test
    void withoutPipNothingIsImplied() throws Exception {
        GatehouseConfig config = config(DEFAULT, List.of());

        assertThat(implied("").in(config)).isEqualTo(config);
    }

    private List<URI> hosts(URI url, List<URI> written) throws InterruptedException {
        GatehouseConfig config =
                implied(DEFAULT + "\n" + FILES.getHost() + "\n").in(config(url, written));
        return config.repositories()
                .orElseThrow()
                .all()
                .getFirst()
                .format(FormatName.PYPI)
                .orElseThrow()
                .upstreams()
                .getFirst()
                .fileHosts();
    }

    private ImpliedFileHosts implied(String pip) {
        ProcessRunner runner =
                (command, directory, environment) -> {
                    asked.add(command);
                    return Optional.of(pip).filter(text -> !text.isEmpty());
                };
        Path root = Path.of("/");
        return new ImpliedFileHosts(new Machine(root, root, root, root, Map.of(), runner));
    }

    private static GatehouseConfig config(URI url, List<URI> written) {
        UpstreamConfig upstream =
                UpstreamConfig.of(new UpstreamName("public"), url).withFileHosts(written);
        RepositoryConfig repository =
                new RepositoryConfig(
                        new RepositoryName("main"),
                        Optional.empty(),
                        Pinning.OFF,
                        false,
                        Map.of(FormatName.PYPI, FormatConfig.DEFAULTS.with(List.of(upstream))));
        return GatehouseConfig.DEFAULTS.with(new RepositoriesConfig(List.of(repository)));
    }
}
