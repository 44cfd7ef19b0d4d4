package dev.gatehouse.pypi.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.pypi.name.PypiNames;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class NameListTest {
    @ParameterizedTest
    @EnumSource
    void aListThatWasWrittenIsReadAgain(MediaType type) throws Exception {
        var names = List.of(PypiNames.parse("a"), PypiNames.parse("b-c"), PypiNames.parse("d"));
        var out = new ByteArrayOutputStream();

        NameList.write(type, names.iterator(), out);

        assertThat(read(out.toString(StandardCharsets.UTF_8))).isEqualTo(names);
    }

    @Test
    void spellingsAreFoldedAndWhatIsNoNameIsPassedOver() throws Exception {
        assertThat(read("<a href='/simple/x/'>Foo_Bar</a><a href=y>--</a><a>z</a><a href=q></a>"))
                .containsExactly(PypiNames.parse("foo-bar"));
        assertThat(
                        read(
                                """
                                {"meta":{"api-version":"1.0"},"x":[{}],
                                 "projects":[{"name":"Foo_Bar","y":{}},{"name":5},{"name":"-"}]}\
                                """))
                .containsExactly(PypiNames.parse("foo-bar"));
    }

    @Test
    void aBrokenListIsAnError() {
        assertThatThrownBy(() -> read("{\"projects\":[{\"name\":\"a\"}"))
                .isInstanceOf(BadUpstreamException.class);
        assertThatThrownBy(
                        () ->
                                NameList.read(
                                        new ByteArrayInputStream(
                                                new byte[] {'<', 'a', (byte) 0xff, '>'}),
                                        name -> {}))
                .isInstanceOf(IOException.class);
    }

    @Test
    @Timeout(60)
    void aLongListIsReadInOneGo() throws Exception {
        var html = new StringBuilder("<html><body>");
        for (int i = 0; i < 200_000; i++) {
            html.append("<a href=\"/simple/p").append(i).append("/\">p").append(i).append("</a>\n");
        }

        assertThat(read(html.toString())).hasSize(200_000);
    }

    private static List<PackageName> read(String list) throws IOException, BadUpstreamException {
        List<PackageName> names = new ArrayList<>();
        var bytes = list.getBytes(StandardCharsets.UTF_8);
        NameList.read(new ByteArrayInputStream(bytes), names::add);
        return names;
    }
}
