package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

final class KeysTest {
    /** Chars at the edges of the encoding's lengths, the terminator and surrogates among them. */
    private static final char[] CHARS = {
        0, 1, 'a', 'b', 0x7F, 0x80, 0xFF, 0x7FF, 0x800, 0xD800, 0xDC00, 0xDFFF, 0xE000, 0xFFFF
    };

    private final Random random = new Random(7);

    @Test
    void keysSortAsTheirPartsDoAndComeBackAsTheyWere() throws IOException {
        for (int round = 0; round < 100_000; round++) {
            List<String> one = parts();
            List<String> two = parts();

            byte[] first = Keys.of(one.toArray(String[]::new));
            byte[] second = Keys.of(two.toArray(String[]::new));

            assertThat(Keys.parts(first)).isEqualTo(one);
            assertThat(Integer.signum(Arrays.compareUnsigned(first, second)))
                    .as("%s and %s", one, two)
                    .isEqualTo(Integer.signum(compare(one, two)));
        }
    }

    @Test
    void exactlyTheKeysThatBeginWithThePartsLieBetweenPrefixAndAfter() {
        for (int round = 0; round < 100_000; round++) {
            List<String> prefix = parts();
            List<String> all = parts();
            byte[] from = Keys.of(prefix.toArray(String[]::new));
            byte[] key = Keys.of(all.toArray(String[]::new));

            boolean between =
                    Arrays.compareUnsigned(from, key) <= 0
                            && Arrays.compareUnsigned(key, Keys.after(from)) < 0;

            boolean begins =
                    all.size() >= prefix.size() && all.subList(0, prefix.size()).equals(prefix);
            assertThat(between).as("%s below %s", all, prefix).isEqualTo(begins);
        }
    }

    @Test
    void aCutKeyIsAnError() {
        byte[] key = Keys.of("acme", "\u20ac");

        assertThatIOException().isThrownBy(() -> Keys.parts(Arrays.copyOf(key, key.length - 1)));
        assertThatIOException().isThrownBy(() -> Keys.parts(Arrays.copyOf(key, key.length - 2)));
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (int part = random.nextInt(4); part > 0; part--) {
            StringBuilder value = new StringBuilder();
            for (int c = random.nextInt(4); c > 0; c--) {
                value.append(CHARS[random.nextInt(CHARS.length)]);
            }
            parts.add(value.toString());
        }
        return parts;
    }

    private static int compare(List<String> one, List<String> two) {
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            int order = one.get(i).compareTo(two.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), two.size());
    }
}
