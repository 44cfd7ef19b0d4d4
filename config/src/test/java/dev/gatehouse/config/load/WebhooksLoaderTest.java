package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.config.WebhookEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class WebhooksLoaderTest {
    private static final String CODED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir Path directory;

    private static String hook(String... lines) {
        return "webhooks:\n  - " + String.join("\n    ", lines) + "\n";
    }

    @Test
    void everyKeyOfAWebhookReachesItsRecord() throws IOException {
        Path ca = Files.createFile(directory.resolve("ca.pem"));

        GatehouseConfig config =
                new Loading(directory)
                        .env("HOOK_SECRET", CODED)
                        .env("OLD_SECRET", "the secret before this one")
                        .config(
                                hook(
                                                "name: chat",
                                                "url: https://hooks.example/T0/B1?k=v",
                                                "secret: ${env:HOOK_SECRET}",
                                                "previous-secret: ${env:OLD_SECRET}",
                                                "events: [block, shared-name]",
                                                "repositories: [main]",
                                                "ca: ca.pem")
                                        + "repositories: {main: {npm: {}}}\n");

        assertThat(config.webhooks())
                .containsExactly(
                        new WebhookConfig(
                                "chat",
                                URI.create("https://hooks.example/T0/B1?k=v"),
                                new Secret(CODED),
                                Optional.of(new Secret("the secret before this one")),
                                Set.of(WebhookEvent.BLOCK, WebhookEvent.SHARED_NAME),
                                List.of(new RepositoryName("main")),
                                Optional.of(ca)));
    }

    @Test
    void allProblemsOfAWebhookAreToldAtOnceWithPathAndLine() {
        String yaml =
                hook(
                                "name: a/b",
                                "url: ftp://hooks.example/T0-secret",
                                "events: [blocks]",
                                "repositories: [mian]")
                        + "repositories: {main: {npm: {}}}\n";

        List<String> errors = new Loading().errors(yaml);

        assertThat(errors)
                .anyMatch(e -> e.contains("gatehouse.yaml:2:") && e.contains("webhooks[0].name"))
                .anyMatch(e -> e.contains("webhooks[0].url: expected an absolute http or https"))
                .anyMatch(e -> e.contains("webhooks[0].secret: missing"))
                .anyMatch(e -> e.contains("webhooks[0].events[0]: 'blocks': expected block,"))
                .anyMatch(e -> e.contains("'mian': expected a declared repository"))
                .noneMatch(e -> e.contains("T0-secret"));
    }

    @Test
    void aHookWithoutEventsAndAHookThatStandsTwiceAreErrors() {
        String one = "- {name: chat, url: \"http://[::1]:1/\", secret: \"${env:S}\"";
        String yaml = "webhooks:\n  %s}\n  %s, events: [block]}\n".formatted(one, one);

        List<String> errors = new Loading().env("S", CODED).errors(yaml);

        assertThat(errors)
                .anyMatch(e -> e.contains("webhooks[0].events: expected at least one"))
                .anyMatch(e -> e.contains("webhooks[1].name: 'chat' stands here twice"));
    }

    @Test
    void shortAndMiscodedSecretsAndLinkLocalAddressesAreRefusedAndNotShown() {
        for (String secret : List.of("short-one", "whsec_c2hvcnQ=", "whsec_%%%%%%%%%%%%%%%%")) {
            String yaml =
                    hook(
                            "name: chat",
                            "url: http://169.254.169.254/",
                            "secret: \"" + secret + "\"",
                            "events: [block]");

            List<String> errors = new Loading().errors(yaml);

            assertThat(errors)
                    .anyMatch(e -> e.contains("webhooks[0].secret: expected 16 characters"))
                    .anyMatch(e -> e.contains("webhooks[0].url: link-local addresses are refused"))
                    .noneMatch(e -> e.contains(secret));
        }
    }

    @Test
    void aLiteralSecretAndPlainHttpAreWarnedOfAndNeitherSecretNorUrlIsShown() {
        String yaml =
                hook(
                        "name: chat",
                        "url: http://hooks.example/T0-secret",
                        "secret: a-secret-in-plain-sight",
                        "events: [block]");

        var loaded = new Loading().loaded(yaml);

        assertThat(loaded.problems().warnings().stream().map(Object::toString))
                .anyMatch(w -> w.contains("webhooks[0].secret: a secret in plain text"))
                .anyMatch(w -> w.contains("webhooks[0].url: what is told travels unencrypted"));
        assertThat(loaded.effective())
                .contains("webhooks:", "events: [block]")
                .doesNotContain("T0-secret", "plain-sight");
        assertThat(loaded.config().toString()).doesNotContain("T0-secret", "plain-sight");
    }

    @Test
    void aUrlIsKeptExactly() {
        for (String url :
                List.of(
                        "https://hooks.example/",
                        "https://hooks.example/a",
                        "https://hooks.example/a/?b=c/d",
                        "http://127.0.0.1:8080/a?b")) {
            String yaml = hook("name: chat", "url: " + url, "secret: ${env:S}", "events: [block]");

            GatehouseConfig config = new Loading().env("S", CODED).config(yaml);

            assertThat(config.webhooks().getFirst().url()).hasToString(url);
        }
    }
}
