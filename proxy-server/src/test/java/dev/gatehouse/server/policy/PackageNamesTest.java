package dev.gatehouse.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageNamesTest {
    private final PackageNames names = TestNames.all();

    @ParameterizedTest
    @CsvSource({
        "npm:left-pad, npm:left-pad",
        "npm:@acme/*, npm:@acme/*",
        "npm:left-pad:1.3.0, npm:left-pad:1.3.0",
        "pypi:Foo_Bar, pypi:foo-bar",
        "python:Foo_Bar, pypi:foo-bar",
        "pypi:Foo_Bar:1.0, pypi:foo-bar:1",
        "pypi:Acme_*, pypi:acme-*",
        "maven:org.example:lib, maven:org.example:lib",
        "maven:org.example:*, maven:org.example:*"
    })
    void aPatternNamesPackagesAsTheirFormatComparesThem(String written, String read) {
        assertThat(names.pattern(written)).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"left-pad", "deb:left-pad", "npm:", "npm:a*b", "npm:A B", ":x"})
    void aPatternThatNamesNothingIsRefusedWithItsText(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names.pattern(written))
                .withMessageContaining("expected");
    }

    @Test
    void aKeyNamesOneVersionAlsoWhereTheNameHasAColon() {
        PackageNames.Key key = names.key("maven:org.example:lib:1.0");

        assertThat(key.name()).hasToString("org.example:lib");
        assertThat(key.version()).hasToString("1.0");
        assertThat(names.key("python:Foo_Bar:1.0").name()).hasToString("foo-bar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"npm:left-pad", "left-pad:1.0", "npm::1.0", "npm:left-pad:", "deb:a:1"})
    void aKeyWithoutFormatNameOrVersionIsRefused(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names.key(written))
                .withMessageContaining("expected");
    }
}
