package dev.gatehouse.server.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KnownKeys.KeyProblem;
import dev.gatehouse.server.pgp.KeysMap.Ruling;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Maps of keys, in the format of pgpverify-maven-plugin and in Gradle's. */
class KeysMapTest {
    private static final Fingerprint A = new Fingerprint("A".repeat(40));
    private static final Fingerprint B = new Fingerprint("B".repeat(40));

    @ParameterizedTest
    @CsvSource({
        "'org.example', true",
        "'org.example:lib', true",
        "'ORG.example:LIB', true",
        "'org.example:lib:jar', true",
        "'org.example:lib:pom', false",
        "'org.example:lib:1.2', true",
        "'org.example:lib:1.3', false",
        "'org.example:lib:jar:1.2', true",
        "'org.example:lib:jar:[1.0,2.0)', true",
        "'org.example:lib:[1.3,)', false",
        "'org.example:lib:*:*', true",
        "'org.example:l*', true",
        "'org.example:*b', true",
        "'org.example:*x*', false",
        "'org.*', true",
        "'org.example.*', true",
        "'org.exampl.*', false",
        "'org.exampl', false",
        "'orgxexample', false",
        "'*', true",
        "'*:lib', true",
        "'*:other', false",
    })
    void aPatternMatchesAsThePluginSays(String pattern, boolean matches) {
        var ruling = ruling(pattern + " = 0x" + A);

        assertThat(ruling.listed()).isEqualTo(matches);
        assertThat(ruling.keys()).isEqualTo(matches ? Set.of(A) : Set.of());
    }

    @Test
    void commentsAndJoinedLinesAreRead() {
        var ruling =
                ruling(
                        """
                        # whom we trust
                        org.example:lib = \\          # two keys
                             0x%s, \\   # the old one
                             0x%s %s      # the new one, in groups
                        """
                                .formatted(A, "B".repeat(20), "B".repeat(20)));

        assertThat(ruling.keys()).containsExactlyInAnyOrder(A, B);
        assertThat(ruling.any()).isFalse();
    }

    @Test
    void allMatchingLinesAreJoined() {
        var ruling = ruling("org.example = 0x%s\n* = 0x%s\norg.other = any".formatted(A, B));

        assertThat(ruling.keys()).containsExactlyInAnyOrder(A, B);
        assertThat(ruling.any()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "any, true",
        "*, true",
        "ANY, true",
        "noSig, false",
        "badSig, false",
        "noKey, false"
    })
    void thePluginsWordsExcuseNothingHere(String word, boolean any) {
        var ruling = ruling("org.example = " + word);

        assertThat(ruling.listed()).isTrue();
        assertThat(ruling.any()).isEqualTo(any);
        assertThat(ruling.keys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'org.example', 'org.example'",
        "'org.example = 0xAAAAAAAAAAAAAAAA', '40 or 64'",
        "'org.example = me', '40 or 64'",
        "'org.example:lib:jar:1.*', 'expected a version or a range'",
        "'org.example:lib:jar:[1', 'range'",
        "'org.example:lib:jar:1:more', 'group:artifact:packaging:version'",
    })
    void aLineThatCannotBeReadRestrictsAllTheSame(String line, String message) {
        var result = KeysMapFile.read("keys.map", "\n" + line);

        assertThat(new KeysMap(result.entries()).ruling(file()))
                .isEqualTo(new Ruling(true, false, Set.of()));
        if (!line.equals(message)) {
            assertThat(result.problems())
                    .singleElement()
                    .satisfies(
                            problem -> {
                                assertThat(problem.source()).isEqualTo("keys.map");
                                assertThat(problem.place()).isEqualTo("line 2");
                                assertThat(problem.message()).containsIgnoringCase(message);
                            });
        }
    }

    @Test
    void nothingIsSaidAboutWhatNoLineMatches() {
        assertThat(ruling("")).isEqualTo(new Ruling(false, true, Set.of()));
        assertThat(KeysMap.EMPTY.ruling(file()).listed()).isFalse();
        assertThat(KeysMap.CLOSED.ruling(file())).isEqualTo(new Ruling(true, false, Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "'<trusted-key id=\"ID\"/>', true",
        "'<trusted-key id=\"ID\" group=\"org.example\"/>', true",
        "'<trusted-key id=\"ID\" group=\"org.example\" name=\"lib\" version=\"1.2\"/>', true",
        "'<trusted-key id=\"ID\" group=\"org.example\" name=\"other\"/>', false",
        "'<trusted-key id=\"ID\" group=\"org\"/>', false",
        "'<trusted-key id=\"ID\" group=\"^org($|([.].*))\" regex=\"true\"/>', true",
        "'<trusted-key id=\"ID\" group=\"org[.]ex\" regex=\"true\"/>', false",
        "'<trusted-key id=\"ID\" file=\".*[.]jar\" regex=\"true\"/>', true",
        "'<trusted-key id=\"ID\"><trusting group=\"x\"/></trusted-key>', false",
        "'<trusted-key id=\"ID\"><trusting group=\"x\"/><trusting"
                + " group=\"org.example\"/></trusted-key>', true",
        "'<component group=\"org.example\" name=\"lib\" version=\"1.2\"><artifact"
                + " name=\"lib-1.2.jar\"><pgp value=\"ID\"/></artifact></component>', true",
        "'<component group=\"org.example\" name=\"lib\" version=\"1.2\"><artifact"
                + " name=\"lib-1.2.pom\"><pgp value=\"ID\"/></artifact></component>', false",
    })
    void gradlesTrustedKeysAreScopedAsWritten(String xml, boolean matches) throws Exception {
        var text =
                "<verification-metadata>" + xml.replace("ID", A.hex()) + "</verification-metadata>";

        var result = GradleTrustedKeys.read("v.xml", text.getBytes(StandardCharsets.UTF_8));

        var ruling = new KeysMap(result.entries()).ruling(file());
        assertThat(ruling.listed()).isEqualTo(matches);
        assertThat(ruling.keys()).isEqualTo(matches ? Set.of(A) : Set.of());
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void aKeyIdOfGradleIsToldAndAllowsNobody() throws Exception {
        var text = "<t>\n<trusted-key id=\"056aca74d46000bf\" group=\"org.example\"/></t>";

        var result = GradleTrustedKeys.read("v.xml", text.getBytes(StandardCharsets.UTF_8));

        assertThat(new KeysMap(result.entries()).ruling(file()))
                .isEqualTo(new Ruling(true, false, Set.of()));
        assertThat(result.problems()).extracting(KeyProblem::place).containsExactly("line 2");
    }

    @ParameterizedTest
    @CsvSource({
        "'<t><trusted-key id=\"a\">'",
        "'<!DOCTYPE t [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><t>&e;</t>'",
    })
    void whatIsNoPlainXmlIsRefusedWhole(String text) {
        assertThatThrownBy(
                        () ->
                                GradleTrustedKeys.read(
                                        "v.xml", text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedPgpException.class)
                .hasMessageContaining("XML");
    }

    @Test
    void xmlIsToldFromAMap() {
        assertThat(GradleTrustedKeys.isMeant(" \n<?xml".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(GradleTrustedKeys.isMeant("\uFEFF<a/>".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(GradleTrustedKeys.isMeant("org = any".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(GradleTrustedKeys.isMeant(new byte[0])).isFalse();
    }

    private static Ruling ruling(String text) {
        var result = KeysMapFile.read("keys.map", text);
        assertThat(result.problems()).isEmpty();
        return new KeysMap(result.entries()).ruling(file());
    }

    private static KeysMap.Coordinates file() {
        return KeysMapFile.coordinates("org.example:lib", "1.2", "lib-1.2.jar");
    }
}
