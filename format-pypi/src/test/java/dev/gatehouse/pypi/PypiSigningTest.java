package dev.gatehouse.pypi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.simple.PypiFile;
import dev.gatehouse.pypi.simple.PypiRelease;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An index is asked for a signature only where it says that there is one. */
class PypiSigningTest {
    private static final FileName WHEEL = new FileName("acme-1.0-py3-none-any.whl");
    private static final Version ONE = new Version("1");

    private final PypiSigning signing = new PypiSigning();

    private Optional<ReleaseFile> at(Optional<Boolean> gpgSig) {
        PypiFile file =
                new PypiFile(
                        WHEEL,
                        URI.create("https://files.example/acme.whl"),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        gpgSig,
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty());
        return signing.at(new PypiRelease(ONE, "1.0", List.of(file)), WHEEL);
    }

    @Test
    void onlyTrueIsASignature() {
        assertThat(at(Optional.of(true)).orElseThrow().location())
                .isEqualTo(URI.create("https://files.example/acme.whl.asc"));
        assertThat(at(Optional.of(false))).isEmpty();
        assertThat(at(Optional.empty())).isEmpty();
    }

    @Test
    void distributionsAreSignedAndWhatLiesBesideThemIsNot() {
        var name = PypiNames.parse("acme");

        assertThat(signing.counts(name, ONE, WHEEL)).isTrue();
        for (String ending : List.of(".asc", ".metadata", ".provenance")) {
            assertThat(signing.counts(name, ONE, new FileName(WHEEL + ending))).isFalse();
        }
    }

    @Test
    void theRepositorysOwnSignatureHasANameOfItsOwnBesideThePublishers() {
        FileName ours = new FileName(WHEEL + ".repository.asc");

        assertThat(signing.ours(WHEEL)).contains(ours);
        assertThat(signing.signed(ours)).contains(WHEEL);
        assertThat(signing.signed(new FileName(WHEEL + ".asc"))).contains(WHEEL);
        assertThat(signing.signed(new FileName(WHEEL + ".metadata"))).isEmpty();
        assertThat(signing.signed(WHEEL)).isEmpty();
        assertThat(signing.counts(PypiNames.parse("acme"), ONE, ours)).isFalse();
        assertThat(signing.ours(new FileName("x".repeat(241)))).isEmpty();
    }
}
