package dev.gatehouse.core.proxy;

import static dev.gatehouse.core.policy.Sample.policy;
import static dev.gatehouse.core.policy.Sample.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.PackageState;
import dev.gatehouse.core.policy.Policy;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What a policy deletes can be given back for thirty days, and goes then. */
class DeletedPackagesTest extends RuledX {
    private Policy deletes() {
        gate.judge.matches("no", "it is bad");
        return policy("no", 1, REGO, state(PackageState.DELETED));
    }

    private int purge() throws Exception {
        return gate.services.policies().deleted().purge();
    }

    private void pass() throws Exception {
        while (gate.services.policies().pass().runIfDue()) {}
    }

    @Test
    void aDeletedPackageComesBackWithThePolicysEnd() throws Exception {
        gate.policies.set(deletes());
        assertThat(file().status()).isEqualTo(404);

        gate.clock.advance(Duration.ofDays(30));
        assertThat(purge()).isZero();
        gate.policies.set();
        pass();

        assertThat(file().status()).isEqualTo(200);
        assertThat(upstream.asked("files/x/f")).isEqualTo(1);
    }

    @Test
    void afterThatItsBytesAreGone() throws Exception {
        gate.policies.set(deletes());
        file();
        gate.publish("y", "add 1 y-1 local 1");

        gate.clock.advance(Duration.ofDays(31));
        assertThat(purge()).isEqualTo(2);
        assertThat(purge()).isZero();

        assertThat(gate.metadata.releases().files(gate.key("x"))).isEmpty();
        assertThat(file().status()).isEqualTo(404);
        assertThat(upstream.asked("files/x/f")).isEqualTo(1);
        gate.policies.set();
        pass();
        // deleted, with its name reserved: nobody else may supply it
        assertThat(Gate.text(gate.file("y", "1", "y-1")))
                .isEqualTo("Blocked by rule 2: y is owned by local");
        assertThat(file().status()).isEqualTo(200);
        assertThat(upstream.asked("files/x/f")).isEqualTo(2);
    }

    @Test
    void theTimeBeginsWithTheDeletionAndNotWithAnEarlierHold() throws Exception {
        gate.policies.set(no());
        file();
        gate.clock.advance(Duration.ofDays(31));
        gate.policies.set(deletes());
        pass();

        assertThat(purge()).isZero();
        gate.clock.advance(Duration.ofDays(31));
        assertThat(purge()).isOne();
    }

    @Test
    void whatIsHeldBackOtherwiseStays() throws Exception {
        gate.policies.set(no());
        file();

        gate.clock.advance(Duration.ofDays(400));

        assertThat(purge()).isZero();
    }
}
