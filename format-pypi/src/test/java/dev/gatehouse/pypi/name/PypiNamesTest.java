package dev.gatehouse.pypi.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class PypiNamesTest {
    private static final String LETTERS = "abzABZ019._-";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "friendly-bard",
                "Friendly-Bard",
                "FRIENDLY-BARD",
                "friendly.bard",
                "friendly_bard",
                "friendly--bard",
                "FrIeNdLy-._.-bArD"
            })
    void allSpellingsOfPep503AreOneName(String spelling) {
        assertThat(PypiNames.parse(spelling).value()).isEqualTo("friendly-bard");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "a_",
                ".a",
                "a.",
                "-",
                "a b",
                "a/b",
                "caf\u00e9",
                "\u0131",
                "a\n"
            })
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> PypiNames.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNormalNameStaysAsItIs() {
        long seed = 440;
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var text = "x" + text(random) + "9";

            var once = PypiNames.parse(text);

            assertThat(PypiNames.parse(once.value()))
                    .as("seed %d, '%s'", seed, text)
                    .isEqualTo(once);
            assertThat(once.value()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(PypiNames.isSpelling(text, once)).as("'%s'", text).isTrue();
            assertThat(PypiNames.isSpelling(text + "-", once)).isFalse();
            assertThat(PypiNames.isSpelling("." + text, once)).isFalse();
            assertThat(PypiNames.isSpelling(text + "x", once)).isFalse();
            assertThat(PypiNames.isSpelling("", once)).isFalse();
        }
    }

    @Test
    void patternsOfOwnedNamesCoverAllSpellings() {
        for (String pattern : new String[] {"acme-*", "Acme_*", "ACME.*", "acme--*"}) {
            assertThat(PypiNames.pattern(pattern))
                    .as(pattern)
                    .accepts(PypiNames.parse("Acme.Tools"), PypiNames.parse("acme_x"))
                    .rejects(PypiNames.parse("acmetools"), PypiNames.parse("acme"));
        }
        assertThat(PypiNames.pattern("Acme_Tools"))
                .accepts(PypiNames.parse("acme-tools"))
                .rejects(PypiNames.parse("acme-tools-x"));
        assertThatThrownBy(() -> PypiNames.pattern("*"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PypiNames.pattern("a*c"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
