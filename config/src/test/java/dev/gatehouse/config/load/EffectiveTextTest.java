package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffectiveTextTest {
    @Test
    void everyValueSaysWhereItCameFrom() {
        Loading loading =
                new Loading()
                        .env("GATEHOUSE_ACCESS_ANONYMOUS", "none")
                        .argument("server.listen", "[::1]:80");

        assertThat(loading.loaded("server:\n  max-upload: 1024KiB\n").effective())
                .isEqualTo(
                        """
                        workspace: main  # default
                        server:
                          listen: "[::1]:80"  # command line
                          allowed-hosts: []  # default
                          trusted-proxies: []  # default
                          max-connections: 10000  # default
                          max-in-flight: 2000  # default
                          max-upload: 1MiB  # gatehouse.yaml:2:15
                        storage:
                          directory: data  # default
                        access:
                          anonymous: none  # GATEHOUSE_ACCESS_ANONYMOUS
                          oidc: []  # default
                        audit:
                          max-age: 400d  # default
                          max-size: 1GiB  # default
                        webhooks: []  # default
                        pgp:
                          weak: accept  # default
                          servers: []  # default
                        osv:
                          refresh: 6h  # default
                        # repositories: managed at run time
                        """);
    }

    @Test
    void secretsAreMaskedWhereverTheyCameFrom() {
        String yaml =
                Loading.withUpstream(
                        "username: ${env:USER_NAME}",
                        "password: s3cret-a",
                        "headers: {X-A: s3cret-b}");

        String effective = new Loading().env("USER_NAME", "s3cret-c").loaded(yaml).effective();

        assertThat(effective)
                .doesNotContain("s3cret")
                .contains("        - name: internal  # gatehouse.yaml:5:17\n")
                .contains("          username: \"${env:USER_NAME}\"  # gatehouse.yaml:7:21\n")
                .contains("          password: \"********\"  # gatehouse.yaml:8:21\n")
                .contains("            X-A: \"********\"  # gatehouse.yaml:9:26\n");
    }

    @Test
    void theEffectiveTextMeansTheSameConfiguration() {
        String yaml =
                Loading.withUpstream(
                                "username: $${a} \\\"b", "password: '********'", "timeout: 90s")
                        + "      owned-names: ['@acme/*']\n";
        LoadResult.Loaded first = new Loading().loaded(yaml);

        LoadResult.Loaded second = new Loading().loaded(first.effective());

        assertThat(second.config()).isEqualTo(first.config());
    }
}
