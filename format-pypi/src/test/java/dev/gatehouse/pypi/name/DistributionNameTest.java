package dev.gatehouse.pypi.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.pypi.name.DistributionName.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

class DistributionNameTest {
    @ParameterizedTest
    @CsvSource({
        "foo, foo-1.0-py3-none-any.whl, WHEEL, 1",
        "foo-bar, foo_bar-1.0-1-cp312-cp312-manylinux_2_17_x86_64.whl, WHEEL, 1",
        "foo-bar, Foo.Bar-1.0-py3-none-any.whl, WHEEL, 1",
        "foo, foo-1.0+cu118-py3-none-any.whl, WHEEL, 1+cu118",
        "foo, foo-1.0_post2-py2.py3-none-any.whl, WHEEL, 1.post2",
        "foo-bar, foo_bar-2.1.tar.gz, SDIST, 2.1",
        "foo-bar, foo-bar-2.1.0.zip, SDIST, 2.1",
        "foo-bar, FOO-BAR-2.1.TAR.BZ2, SDIST, 2.1",
        "foo, foo-1.0-1.tgz, SDIST, 1.post1",
        "foo, foo-1.0-py3.11.egg, EGG, 1",
    })
    void theVersionIsReadFromTheName(String project, String file, Kind kind, String version) {
        var name = read(project, file).orElseThrow();

        assertThat(name.kind()).isEqualTo(kind);
        assertThat(name.version()).isEqualTo(new Version(version));
        assertThat(name.isKnown()).isTrue();
    }

    @Test
    void anAmbiguousNameIsReadForTheProjectThatListsIt() {
        var file = "acme-utils-2-1.0.tar.gz";

        assertThat(read("acme-utils-2", file).orElseThrow().version()).isEqualTo(new Version("1"));
        assertThat(read("acme-utils", file).orElseThrow().isKnown()).isFalse();
        assertThat(read("acme", file).orElseThrow().isKnown()).isFalse();
        assertThat(read("other", file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "foo, foo-latest.tar.gz",
        "foo, foo-1.0.linux-x86_64.tar.gz",
        "foo, foo-1.0.win32-py2.7.exe",
        "foo, foo-1.0-py3.whl",
        "foo, foo-1.0-x1-py3-none-any.whl",
        "foo, foo-1.0_1-py3-none-any.whl",
        "foo, foo--1.0.tar.gz",
    })
    void aFileOfUnknownVersionHasAReleaseOfItsOwn(String project, String file) {
        var name = read(project, file).orElseThrow();

        assertThat(name.isKnown()).isFalse();
        assertThat(name.version()).isEqualTo(new Version("~" + file));
        assertThat(name.shown()).isEmpty();
        assertThat(PypiVersion.key(name.version().value())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "foo, bar-1.0.tar.gz",
        "foo, foobar-1.0.tar.gz",
        "foo, foo_bar-1.0-py3-none-any.whl",
        "foo, foo-1.0.txt",
        "foo, foo.tar.gz",
        "foo, -1.0.tar.gz",
        "foo, foo-1.0.tar.gz.asc",
        "foo, _foo-1.0.tar.gz",
    })
    void whatIsNoDistributionOfTheProjectIsNothing(String project, String file) {
        assertThat(read(project, file)).isEmpty();
    }

    @Test
    void theLongestFileNameHasAVersionToo() {
        var file = "foo-" + "x".repeat(255 - "foo-.tar.gz".length()) + ".tar.gz";

        assertThat(read("foo", file).orElseThrow().version().value()).hasSize(256);
    }

    private static Optional<DistributionName> read(String project, String file) {
        return DistributionName.of(PypiNames.parse(project), new FileName(file));
    }
}
