package dev.gatehouse.pypi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PypiPathTest {
    @Test
    void theIndexListsProjects() {
        assertThat(PypiPath.parse("simple/")).isEqualTo(new PypiPath.ProjectList());
        assertThat(PypiPath.parse("simple")).isEqualTo(new PypiPath.ProjectList());
    }

    @Test
    void aProjectIsFoundUnderEverySpelling() {
        var name = PypiNames.parse("foo-bar");

        assertThat(PypiPath.parse("simple/foo-bar/")).isEqualTo(new PypiPath.Project(name, true));
        assertThat(PypiPath.parse("simple/Foo.Bar/")).isEqualTo(new PypiPath.Project(name, false));
        assertThat(PypiPath.parse("simple/foo-bar")).isEqualTo(new PypiPath.Project(name, false));
    }

    @Test
    void metadataBelongsToItsFile() {
        var name = PypiNames.parse("foo");
        var wheel = new FileName("foo-1.0-py3-none-any.whl");

        assertThat(PypiPath.parse("files/foo/foo-1.0-py3-none-any.whl"))
                .isEqualTo(new PypiPath.File(name, wheel));
        assertThat(PypiPath.parse("files/foo/foo-1.0-py3-none-any.whl.metadata"))
                .isEqualTo(new PypiPath.Metadata(name, wheel));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "simple//",
                "simple/a/b/",
                "simple/-a/",
                "simple/../x/",
                "files/",
                "files/foo",
                "files/foo/",
                "files/foo/..",
                "files/foo/.metadata",
                "files/foo/a/b",
                "legacy/",
                "Simple/foo/"
            })
    void anythingElseIsUnknown(String path) {
        assertThat(PypiPath.parse(path)).isEqualTo(new PypiPath.Unknown());
    }
}
