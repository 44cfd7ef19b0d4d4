package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.Credentials;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.config.tree.YamlReader;

import org.junit.jupiter.api.Test;

class RepositoriesLoaderTest {
    private final Problems problems = new Problems();

    private RepositoriesConfig read(String yaml) {
        Node.Block block = new YamlReader("stored", problems).read(yaml);
        return RepositoriesLoader.read(block, GatehouseConfig.DEFAULTS, problems);
    }

    @Test
    void aValueStandsForItselfWhateverItLooksLike() {
        RepositoriesConfig read =
                read(
                        """
                        main:
                          npm:
                            upstreams:
                              - name: internal
                                url: https://npm.internal.example/
                                username: ${file:/etc/passwd}
                                password: ${env:HOME}
                        """);

        UpstreamConfig upstream =
                read.all().getFirst().format(FormatName.NPM).orElseThrow().upstreams().getFirst();
        assertThat(problems.errors()).isEmpty();
        assertThat(upstream.credentials())
                .isInstanceOfSatisfying(
                        Credentials.Login.class,
                        login -> {
                            assertThat(login.username()).isEqualTo("${file:/etc/passwd}");
                            assertThat(login.password().value()).isEqualTo("${env:HOME}");
                        });
    }

    @Test
    void theChecksAreThoseOfTheFile() {
        read(
                """
                main:
                  npm:
                    colour: red
                    upstreams:
                      - {name: a, url: "https://registry.example/"}
                      - {name: b, url: "https://registry.example/", priority: 0}
                api: {}
                """);

        assertThat(problems.toString())
                .contains("repositories.main.npm.colour: unknown key")
                .contains("repositories.main.npm.upstreams[1].priority")
                .contains("repositories.main.npm.upstreams[1].url")
                .contains("'api' cannot be the name of a repository");
    }
}
