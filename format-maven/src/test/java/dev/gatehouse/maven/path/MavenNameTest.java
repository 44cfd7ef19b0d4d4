package dev.gatehouse.maven.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class MavenNameTest {
    @ParameterizedTest
    @CsvSource({
        "com.acme:ui,    com.acme:ui,      true",
        "com.acme:ui,    com.acme:ui-kit,  false",
        "com.acme:ui,    com.Acme:ui,      false",
        "com.acme:ui-*,  com.acme:ui-kit,  true",
        "com.acme:ui-*,  com.acme:ui,      false",
        "com.acme:ui-*,  com.acme.x:ui-kit,false",
        "com.acme:ui-*,  com:acme,         false",
        "com.acme:*,     com.acme:any,     true",
        "com.acme:*,     com:acme,         true",
        "com.acme:*,     com.acme.x:any,   false",
        "com.acme.*,     com.acme:any,     true",
        "com.acme.*,     com.acme.x.y:any, true",
        "com.acme.*,     com:acme,         true",
        "com.acme.*,     com.acmes:any,    false",
        "com.acme.*,     com:acmes,        false",
        "com.acme.*,     org.com.acme:any, false",
        "com.acme*,      com.acmes:any,    true",
        "com.acme*,      com:acme,         true",
        "com.acme*,      com:other,        false",
    })
    void aPatternCoversItsNamesAndTheDocumentsOfItsGroups(
            String pattern, String name, boolean covers) {
        assertThat(MavenName.pattern(pattern).test(MavenName.of(name))).isEqualTo(covers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme", "com/acme:*", "com.acme:ui:*", "a b:*", "com..acme:ui"})
    void aPatternThatIsNoneSaysWhatIsExpected(String pattern) {
        assertThatThrownBy(() -> MavenName.pattern(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme",
                "com.acme:",
                ":ui",
                "com.acme:ui:1.0",
                "com.acme:../ui",
                ".com:ui",
                "com.acme.:ui",
                "com.acme:-ui",
                "cöm:ui",
                "com.acme:ui\n"
            })
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> MavenName.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDirectoryOfAPackageIsThatOfTheGroupOfTheSameWords() {
        var name = MavenName.at(List.of("com", "acme", "tools"));

        assertThat(name).isEqualTo(MavenName.of("com.acme:tools"));
        assertThat(MavenName.asGroup(name)).isEqualTo("com.acme.tools");
        assertThat(MavenName.directory(name)).isEqualTo("com/acme/tools");
    }

    @Test
    void aNameOfAnyLengthIsReadOrRefused() {
        for (int words : List.of(250, 4_000, 100_000)) {
            String text = "a" + ".a".repeat(words) + ":b";

            if (text.length() <= 512) {
                assertThat(MavenName.of(text).value()).isEqualTo(text);
            } else {
                assertThatThrownBy(() -> MavenName.of(text))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
