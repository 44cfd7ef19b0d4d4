package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.HttpDates;
import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.PolicyRule;
import dev.gatehouse.core.policy.Sample;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** How old a version is where no index tells times: its files do, as they are fetched. */
class FileAgeTest {
    private static final byte[] BYTES = Bodies.of("of P");
    private static final String FILE = "open/1/f";

    private Gate gate;
    private ScriptedUpstream upstream;

    private static final class OpenPackedFormat extends OpenLineFormat {
        @Override
        public Optional<Packaging<Line, String>> packaging() {
            return Optional.of(new LinePackaging(false));
        }
    }

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new OpenPackedFormat());
        upstream =
                gate.untrusted("P")
                        .versions("x", "1")
                        .text("has/x/1", "yes")
                        .text(FILE + ".sum", Gate.sha256(BYTES));
        gate.policies.set(
                Sample.policy(
                        "cooldown",
                        1,
                        new PolicyRule.MinimumAge(Duration.ofDays(7), false),
                        Sample.state(PackageState.QUARANTINED)));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private void has(Headers headers) {
        upstream.next(
                FILE,
                request ->
                        ScriptedUpstream.found(
                                headers,
                                new ByteArrayInputStream(BYTES),
                                OptionalLong.of(BYTES.length)));
    }

    private void changed(int daysAgo) {
        String at = HttpDates.format(gate.clock.instant().minus(Duration.ofDays(daysAgo)));
        has(Headers.of("last-modified", at));
    }

    private int status() throws Exception {
        return gate.file("x", "1", "f").status();
    }

    @Test
    void theIndexShowsWhatOnlyItsFilesCouldRefuse() throws Exception {
        assertThat(gate.versions("x")).containsExactly("1 P");
    }

    @Test
    void aFileThatIsOldEnoughIsServedAndStaysSo() throws Exception {
        changed(8);

        assertThat(status()).isEqualTo(200);
        gate.services.policies().pass().runIfDue();

        assertThat(status()).isEqualTo(200);
    }

    @Test
    void aYoungFileIsHeldUntilItIsOldEnough() throws Exception {
        changed(6);

        assertThat(status()).isEqualTo(403);
        assertThat(gate.versions("x")).containsExactly("403");
        gate.clock.advance(Duration.ofDays(1));

        assertThat(status()).isEqualTo(200);
        assertThat(gate.versions("x")).containsExactly("1 P");
        assertThat(upstream.asked(FILE)).isEqualTo(1);
    }

    @Test
    void aFileOfUnknownAgeIsRefused() throws Exception {
        has(Headers.none());

        assertThat(status()).isEqualTo(403);
    }
}
