package dev.gatehouse.maven.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;

class MavenVersionOrderTest {
    private final MavenVersionOrder order = new MavenVersionOrder();

    @Test
    void versionsStandInMavensOrder() {
        var expected =
                Stream.of(
                                "1.0-alpha-1",
                                "1.0-beta-2",
                                "1.0-m3",
                                "1.0-rc1",
                                "1.0-SNAPSHOT",
                                "1.0",
                                "1.0-sp",
                                "1.0-whatever",
                                "1.0.1",
                                "1.2",
                                "1.10",
                                "2.0.Final")
                        .map(Version::new)
                        .toList();
        var shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(3));

        shuffled.sort(order);

        assertThat(shuffled).containsExactlyElementsOf(expected);
    }

    @Test
    void spellingsOfOneVersionAreEqual() {
        assertThat(order.compare(new Version("1.0"), new Version("1.0.0-ga"))).isZero();
    }
}
