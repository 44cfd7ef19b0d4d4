package dev.gatehouse.pypi.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class PypiVersionOrderTest {
    private final PypiVersionOrder order = new PypiVersionOrder();

    @Test
    void versionsStandInTheOrderOfPep440() {
        var expected =
                versions(
                        "not a version",
                        "1.0.dev456",
                        "1.0a1",
                        "1.0a2.dev456",
                        "1.0a12.dev456",
                        "1.0a12",
                        "1.0b1.dev456",
                        "1.0b2",
                        "1.0b2.post345.dev456",
                        "1.0b2.post345",
                        "1.0rc1.dev456",
                        "1.0rc1",
                        "1.0",
                        "1.0+abc",
                        "1.0+abc.5",
                        "1.0+abc.7",
                        "1.0+5",
                        "1.0+10",
                        "1.0.post456.dev34",
                        "1.0.post456",
                        "1.1.dev1",
                        "1.10",
                        "2!0.1");
        var shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(440));

        shuffled.sort(order);

        assertThat(shuffled).containsExactlyElementsOf(expected);
    }

    @Test
    void spellingsOfOneVersionAreEqual() {
        assertThat(order.compare(new Version("1.0"), new Version("v1.0.0"))).isZero();
        assertThat(order.compare(new Version("1.0-ALPHA.1"), new Version("1.0a1"))).isZero();
    }

    @Test
    void turningThePairTurnsTheAnswer() {
        var all =
                versions("1.0", "1.0.1", "2!1", "1.0rc1", "zzz", "aaa", "1.0+x", "20260101000000");
        for (Version left : all) {
            for (Version right : all) {
                assertThat(Integer.signum(order.compare(left, right)))
                        .as("%s, %s", left, right)
                        .isEqualTo(-Integer.signum(order.compare(right, left)));
            }
        }
    }

    private static List<Version> versions(String... texts) {
        return Stream.of(texts).map(Version::new).toList();
    }
}
