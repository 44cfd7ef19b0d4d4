package dev.gatehouse.pypi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;

class PypiFormatTest {
    private final PypiFormat format = new PypiFormat(1 << 20, 451);

    @Test
    void aVersionIsMeantByAnyOfItsSpellings() {
        assertThat(format.version("1.0.0")).isEqualTo(new Version("1"));
        assertThat(format.version("v1.0-rc.1")).isEqualTo(new Version("1rc1"));
        assertThat(format.version("~foo-x.zip")).isEqualTo(new Version("~foo-x.zip"));
        assertThatThrownBy(() -> format.version("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUpstreamIsAskedForThePageInJsonByItsNormalName() {
        var request = format.indexRequest(IndexKey.of(format.name("Foo_Bar")));

        assertThat(request.location()).hasToString("foo-bar/");
        assertThat(request.accept())
                .isEqualTo(
                        "application/vnd.pypi.simple.v1+json,"
                                + " application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01");
    }

    @Test
    void eachFileHasItsType() {
        assertThat(format.contentType(new FileName("foo-1.0.tar.gz")))
                .isEqualTo("application/octet-stream");
        assertThat(format.contentType(new FileName("foo-1.0.tar.gz.metadata")))
                .isEqualTo("text/plain; charset=utf-8");
        assertThat(format.contentType(new FileName("foo-1.0.tar.gz.asc")))
                .isEqualTo("application/pgp-signature");
        assertThat(format.contentType(new FileName("foo-1.0.tar.gz.provenance")))
                .isEqualTo("application/vnd.pypi.integrity.v1+json");
    }
}
