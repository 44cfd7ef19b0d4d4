package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.YamlReader;

import org.junit.jupiter.api.Test;

import java.util.Base64;

class SigningKeysTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String MAIN = "repositories: {main: {signing: {enabled: true}}}\n";

    @Test
    void withoutTheBlocksNothingIsSigned() {
        var config = new Loading().config("repositories: {main: {npm: {upstreams: []}}}");

        assertThat(config.signing().key()).isEmpty();
        assertThat(config.repositories().orElseThrow().all())
                .extracting(RepositoryConfig::signing)
                .containsExactly(false);
    }

    @Test
    void everyKeyIsMapped() {
        var config =
                new Loading().env("SECRET", KEY).config("signing: {key: '${env:SECRET}'}\n" + MAIN);

        assertThat(config.signing().key()).map(Secret::value).contains(KEY);
        assertThat(config.repositories().orElseThrow().all())
                .extracting(RepositoryConfig::signing)
                .containsExactly(true);
    }

    @Test
    void aRepositoryCannotSignWithoutAKeyAndIsToldHowToMakeOne() {
        assertThat(new Loading().errors("repositories:\n  main:\n    signing: {enabled: true}\n"))
                .singleElement()
                .asString()
                .contains("repositories.main.signing.enabled", ":3", "signing.key")
                .contains("openssl rand -base64 32");
    }

    @Test
    void aKeyOfAnotherLengthOrFormIsRefusedAndNotShown() {
        String shorter = Base64.getEncoder().encodeToString(new byte[31]);

        assertThat(new Loading().errors("signing: {key: " + shorter + "}"))
                .singleElement()
                .asString()
                .contains("signing.key", "32 bytes in base64")
                .doesNotContain(shorter);
        assertThat(new Loading().errors("signing: {key: 'no base64!'}"))
                .singleElement()
                .asString()
                .contains("32 bytes in base64");
    }

    @Test
    void aKeyInPlainSightIsAWarning() {
        assertThat(new Loading().warnings("signing: {key: " + KEY + "}"))
                .singleElement()
                .asString()
                .contains("plain text");
    }

    @Test
    void aManagedRepositoryIsHeldToTheSame() {
        Problems problems = new Problems();
        var none = new Loading().config("");
        var block = new YamlReader("managed", problems).read("main: {signing: {enabled: true}}");

        RepositoriesConfig read = RepositoriesLoader.read(block, none, problems);

        assertThat(read.all()).isNotNull();
        assertThat(problems.errors()).singleElement().asString().contains("signing.key");
    }
}
