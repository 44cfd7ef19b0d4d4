package dev.gatehouse.server.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    @Test
    void plainValuesStandAsTheyAre() {
        String line = new LogLine().add("path", "/main/npm/@acme%2fui").add("n", "1").toString();

        assertThat(line).isEqualTo("path=/main/npm/@acme%2fui n=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nstatus=200",
                "a\r\nx",
                "a\u001b[2J",
                "a b=c",
                "a\" status=\"200",
                "a\\",
                "é",
                "\u2028",
                "\u0085",
                ""
            })
    void aValueCanNeitherBeginALineNorAPair(String value) {
        String line = new LogLine().add("path", value).add("status", "403").toString();

        assertThat(line).matches("path=\"([^\"\\\\]|\\\\.)*\" status=403");
        assertThat(line.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    }

    @Test
    void aLongValueIsCut() {
        String line = new LogLine().add("path", "x".repeat(100_000)).toString();

        assertThat(line).hasSizeLessThan(2100).endsWith("...\"");
    }
}
