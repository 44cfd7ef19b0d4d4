package dev.gatehouse.pypi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

class CoreMetadataTest {
    private static final String HEAD = "Metadata-Version: 2.1\nName: Demo.Pkg\nVersion: 1.0\n";

    @Test
    void fieldsAreReadUpToTheEmptyLine() throws Exception {
        CoreMetadata metadata =
                parse(
                        HEAD
                                + "requires-python:  >=3.9 \r\nClassifier: A\nClassifier: B\n"
                                + "License: line\n        |more\n\nName: not this\n");

        assertThat(metadata.name()).isEqualTo("Demo.Pkg");
        assertThat(metadata.version()).isEqualTo("1.0");
        assertThat(metadata.requiresPython()).contains(">=3.9");
    }

    @Test
    void whatIsNotSaidIsNotThere() throws Exception {
        assertThat(parse(HEAD + "Requires-Python:\n").requiresPython()).isEmpty();
        assertThat(parse(HEAD).requiresPython()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name: x\nVersion: 1\n",
                "Metadata-Version: 3.0\nName: x\nVersion: 1\n",
                "Metadata-Version: 2.1\nName: x\n",
                "Metadata-Version: 2.1\nVersion: 1\n",
                HEAD + "Name: other\n",
                HEAD + "VERSION: 2.0\n",
                HEAD + "Requires-Python: >=2\nRequires-Python: >=3\n",
                "Metadata-Version: 2.1\nName: x\n y\nVersion: 1\n",
                " begins\n" + HEAD,
                HEAD + "no colon here\n\n",
                "\n" + HEAD,
                "Metadata-Version: 2.1\nName: x\u0000y\nVersion: 1\n",
                ""
            })
    void whatCouldBeReadInTwoWaysOrLacksAFieldIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(BadArchiveException.class);
    }

    @Test
    void otherCodingsAreRefused() {
        byte[] latin = (HEAD + "Author: \u00fc\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> CoreMetadata.parse(ByteBuffer.wrap(latin)))
                .isInstanceOf(BadArchiveException.class)
                .hasMessageContaining("UTF-8");
    }

    private static CoreMetadata parse(String text) throws BadArchiveException {
        return CoreMetadata.parse(StandardCharsets.UTF_8.encode(text));
    }
}
