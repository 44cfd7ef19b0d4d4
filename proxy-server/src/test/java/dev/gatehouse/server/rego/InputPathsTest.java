package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a policy can read is seen in its text, and never less than that. */
class InputPathsTest {
    private final JsonMapper mapper = new JsonMapper();
    private RegoRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new RegoRig(Duration.ofSeconds(30));
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiterString = "-->",
            value = {
                "match if input.v0.package.signed --> {'v0':{'package':{'signed':true}}}",
                "match if not input['v0'].package['signed'] --> {'v0':{'package':{'signed':true}}}",
                "match if input.v0.package.files[_].size > 3 --> {'v0':{'package':{'files':true}}}",
                "match if input.v0.package.files[0].size > 3 --> {'v0':{'package':{'files':true}}}",
                "match if {input.v0.package; input.v0.package.name} --> {'v0':{'package':true}}",
                "match if {some k; input.v0[k].name == 'x'} --> {'v0':true}",
                "match if {p := input.v0.package; p.signed} --> {'v0':{'package':true}}",
                "match if {x := input; x.v0} --> true",
                "match if f(input)\\nf(i) if i.v0.package.signed --> true",
                "match if {walk(input, [_, v]); v == 3} --> true",
                "match if object.get(input.v0, ['a', 'b'], false) --> {'v0':true}",
                "match if {input.v0.a; y with input.v0.b as 3}\\ny if input.v0.b -->"
                        + " {'v0':{'a':true,'b':true}}",
                "match if {y with input as 3}\\ny if input.v0.b --> true",
                "match if [1 | input.v0.a][0] == 1 --> {'v0':{'a':true}}",
                "match if true --> {}",
            })
    void theyAreThoseOfTheText(String rules, String paths) throws Exception {
        RegoModule module =
                rig.policy("import rego.v1\n" + rules.replace("'", "\"").replace("\\n", "\n"));

        String kept = new String(module.paths().bytes(), StandardCharsets.UTF_8);

        assertThat(kept).isEqualTo(paths.replace("'", "\""));
        assertThat(InputPaths.read(module.paths().bytes())).isEqualTo(module.paths());
    }

    @Test
    void anImportTakesAllBelowIt() throws Exception {
        RegoModule module = rig.policy("import input.v0.package as p\n\nmatch if p.signed");

        assertThat(module.paths().bytes()).asString().isEqualTo("{\"v0\":{\"package\":true}}");
    }

    @Test
    void onlyThatIsHandedOver() {
        JsonNode document =
                mapper.readTree("{\"v0\":{\"a\":{\"b\":1,\"c\":2},\"d\":[1],\"e\":null},\"f\":3}");
        InputPaths paths =
                InputPaths.read(
                        "{\"v0\":{\"a\":{\"c\":true},\"d\":{\"x\":true},\"e\":true,\"g\":true}}"
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(paths.of(document))
                .isEqualTo(mapper.readTree("{\"v0\":{\"a\":{\"c\":2},\"d\":[1],\"e\":null}}"));
        assertThat(InputPaths.ALL.of(document)).isEqualTo(document);
    }

    @Test
    void whatCannotBeReadIsAll() {
        for (String kept : new String[] {"", "{", "3", "{\"v0\":"}) {
            assertThat(InputPaths.read(kept.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(InputPaths.ALL);
        }
    }
}
