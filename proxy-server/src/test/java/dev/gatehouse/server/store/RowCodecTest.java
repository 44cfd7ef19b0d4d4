package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.model.SourceId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

final class RowCodecTest {
    private final RowCodec codec = new RowCodec();

    @Test
    void aRowComesBackAsItWas() throws IOException {
        Rows.Pin pin = new Rows.Pin("01J\ud800 \u20ac");

        assertThat(codec.read(Rows.Pin.class, codec.write(pin))).isEqualTo(pin);
    }

    @Test
    void fieldsThatANewerProgramAddedAreIgnored() throws IOException {
        assertThat(codec.read(Rows.Pin.class, row(1, "{\"owner\":\"a\",\"since\":7}")))
                .isEqualTo(new Rows.Pin("a"));
    }

    @Test
    void anUnknownSchemaIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> codec.read(Rows.Pin.class, row(2, "{\"owner\":\"a\"}")))
                .withMessageContaining("Pin record has schema 2");
    }

    @Test
    void whatIsMissingOrBrokenIsAnError() {
        for (String json :
                new String[] {"", "{}", "{\"owner\":\"a\"", "{\"owner\":\"a\"}x", "[]"}) {
            assertThatIOException()
                    .as(json)
                    .isThrownBy(() -> codec.read(Rows.Pin.class, row(1, json)));
        }
        assertThatIOException().isThrownBy(() -> codec.read(Rows.Pin.class, new byte[0]));
    }

    @Test
    void aValueThatItsRecordRefusesIsAnError() {
        assertThatIOException()
                .isThrownBy(
                        () ->
                                codec.read(
                                        Rows.Pin.class,
                                        row(1, "{\"owner\":\"\"}"),
                                        r -> new SourceId(r.owner())))
                .withMessageContaining("damaged");
    }

    private static byte[] row(int schema, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        byte[] row = new byte[text.length + 1];
        row[0] = (byte) schema;
        System.arraycopy(text, 0, row, 1, text.length);
        return row;
    }
}
