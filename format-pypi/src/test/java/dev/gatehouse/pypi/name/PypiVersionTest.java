package dev.gatehouse.pypi.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

class PypiVersionTest {
    /** As {@code canonicalize_version} and {@code str(Version())} of the packaging library say. */
    @ParameterizedTest
    @CsvSource({
        "1.0, 1, 1.0",
        "1, 1, 1",
        "1.0.0, 1, 1.0.0",
        "v1.0, 1, 1.0",
        "0, 0, 0",
        "0.0, 0, 0.0",
        "10, 10, 10",
        "1.10, 1.10, 1.10",
        "01.002, 1.2, 1.2",
        "1.0-Alpha.1, 1a1, 1.0a1",
        "1.0ALPHA, 1a0, 1.0a0",
        "1.0.beta_2, 1b2, 1.0b2",
        "1.0c3, 1rc3, 1.0rc3",
        "1.0-preview-4, 1rc4, 1.0rc4",
        "1.0pre, 1rc0, 1.0rc0",
        "1.0-1, 1.post1, 1.0.post1",
        "1.0_post2, 1.post2, 1.0.post2",
        "1.0-r3, 1.post3, 1.0.post3",
        "1.0rev, 1.post0, 1.0.post0",
        "1.0.dev, 1.dev0, 1.0.dev0",
        "1.0-DEV5, 1.dev5, 1.0.dev5",
        "1!2.0, 1!2, 1!2.0",
        "0!2.0, 2, 2.0",
        "1.0+Ubuntu-01.a_b, 1+ubuntu.1.a.b, 1.0+ubuntu.1.a.b",
        "1.0a1.post2.dev3+x, 1a1.post2.dev3+x, 1.0a1.post2.dev3+x",
    })
    void allSpellingsOfPep440HaveOneKey(String spelling, String key, String normal) {
        assertThat(PypiVersion.key(spelling)).contains(new Version(key));
        assertThat(PypiVersion.normal(spelling)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1.",
                "1..0",
                "a",
                "1.0_1",
                "1.0-",
                "1.0+",
                "1.0+_a",
                "1.0+a-",
                "1 0",
                "1.0\n",
                "\u0661.0",
                "1.0.x",
                "latest",
                "1.0a1b2",
                "~foo",
                "1!",
                "1!2!3"
            })
    void whatIsNoVersionHasNoKey(String text) {
        assertThat(PypiVersion.key(text)).isEmpty();
        assertThat(PypiVersion.normal(text)).isEmpty();
    }

    @Test
    void aKeyIsItsOwnKeyAndOrdersLikeItsSpelling() {
        long seed = 700;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String text = spelled(random);

            var key = PypiVersion.key(text);

            assertThat(key).as("seed %d, '%s'", seed, text).isPresent();
            assertThat(PypiVersion.key(key.get().value())).isEqualTo(key);
            assertThat(PypiVersion.key(PypiVersion.normal(text).orElseThrow())).isEqualTo(key);
        }
    }

    @Test
    void aVersionThatCouldKeepAnExpressionBusyIsJudgedAtOnce() {
        assertThat(PypiVersion.key("1" + ".0".repeat(40_000) + "!")).isEmpty();
        assertThat(PypiVersion.key("1+" + "a.".repeat(98))).isEmpty();
    }

    @Test
    void theHighestStableVersionIsTheNewest() {
        var versions =
                List.of(
                        new Version("1.9"),
                        new Version("1.10"),
                        new Version("2rc1"),
                        new Version("2.dev1"),
                        new Version("1.10+a0b1"),
                        new Version("~foo-x.tar.gz"));

        assertThat(PypiVersion.highest(versions)).contains(new Version("1.10+a0b1"));
        assertThat(PypiVersion.highest(versions.subList(2, 4))).contains(new Version("2rc1"));
        assertThat(PypiVersion.highest(versions.subList(5, 6))).isEmpty();
    }

    private static String spelled(Random random) {
        var text = new StringBuilder();
        text.append(pick(random, "", "", "v", "0!", "3!")).append(random.nextInt(30));
        for (int parts = random.nextInt(3); parts > 0; parts--) {
            text.append('.').append(pick(random, "0", "00", "7", "012"));
        }
        text.append(pick(random, "", "", "a1", ".Beta", "-c_02", "preview3"));
        text.append(pick(random, "", "", "-4", ".post", "_rev05", "r6"));
        text.append(pick(random, "", "", ".dev7", "-DEV", "dev_08"));
        return text.append(pick(random, "", "", "+a", "+A-01_x.9")).toString();
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
