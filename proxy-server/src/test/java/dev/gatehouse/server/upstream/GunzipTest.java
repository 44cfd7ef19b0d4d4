package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.upstream.BrokenBodyException;
import dev.gatehouse.server.testing.Script;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

class GunzipTest {
    private static final byte[] PLAIN = "{\"name\":\"acme-lib\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void givesWhatWentIn() throws IOException {
        byte[] large = new byte[3_000_000];
        new Random(1).nextBytes(large);

        assertThat(decoded(Script.gzip(PLAIN), 1000)).isEqualTo(PLAIN);
        assertThat(decoded(Script.gzip(large), large.length)).isEqualTo(large);
        assertThat(decoded(Script.gzip(new byte[0]), 0)).isEmpty();
    }

    @Test
    void readsNameCommentExtraAndHeaderChecksum() throws IOException {
        byte[] bare = Script.gzip(PLAIN);
        byte[] head = {
            0x1f, (byte) 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 0, 2, 0, 9, 9, 'n', 0, 'c', 0, 1, 2
        };
        byte[] full = Arrays.copyOf(head, head.length + bare.length - 10);
        System.arraycopy(bare, 10, full, head.length, bare.length - 10);

        assertThat(decoded(full, 1000)).isEqualTo(PLAIN);
    }

    @Test
    void everyShorterInputIsBroken() {
        byte[] whole = Script.gzip(PLAIN);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decoded(cut, 1000)).isInstanceOf(BrokenBodyException.class);
        }
    }

    @Test
    void bytesAfterTheEndAreBroken() {
        byte[] whole = Script.gzip(PLAIN);
        byte[] twice = Arrays.copyOf(whole, whole.length * 2);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);

        assertBroken(Arrays.copyOf(whole, whole.length + 1), 1000);
        assertBroken(twice, 1000);
    }

    @Test
    void changedBytesOfTrailerAndHeaderAreBroken() {
        byte[] whole = Script.gzip(PLAIN);
        for (int at : new int[] {0, 1, 2, 3, whole.length - 8, whole.length - 1}) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) 0x80;
            assertBroken(changed, 1000);
        }
    }

    @Test
    void moreThanTheLimitIsBroken() {
        assertBroken(Script.gzip(PLAIN), PLAIN.length - 1);
    }

    @Test
    void aBombIsBrokenLongBeforeItsLimit() {
        byte[] bomb = Script.gzip(new byte[20_000_000]);

        assertThatThrownBy(() -> decoded(bomb, Long.MAX_VALUE))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("ratio");
    }

    @Test
    void readingAfterCloseIsNoCleanEnd() throws IOException {
        var gunzip = gunzip(Script.gzip(PLAIN), 1000);
        gunzip.close();

        assertThatThrownBy(gunzip::read).isInstanceOf(BrokenBodyException.class);
    }

    private static void assertBroken(byte[] bytes, long limit) {
        assertThatThrownBy(() -> decoded(bytes, limit)).isInstanceOf(BrokenBodyException.class);
    }

    private static byte[] decoded(byte[] bytes, long limit) throws IOException {
        try (var gunzip = gunzip(bytes, limit)) {
            return gunzip.readAllBytes();
        }
    }

    private static Gunzip gunzip(byte[] bytes, long limit) {
        return new Gunzip(new ByteArrayInputStream(bytes), limit, BrokenBodyException::new);
    }
}
