package dev.gatehouse.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.store.PolicyRecords;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What cannot be read of a policy is never taken for a policy that says less. */
final class PolicyRowTest {
    private final RowCodec codec = new RowCodec();

    private byte[] damaged(String found, String put) throws IOException {
        String row =
                new String(
                        codec.write(PolicyRow.of(PolicyRecords.policy("01"))),
                        StandardCharsets.UTF_8);
        assertThat(row).contains(found);
        return row.replace(found, put).getBytes(StandardCharsets.UTF_8);
    }

    private void assertRefused(String found, String put, String why) throws IOException {
        byte[] row = damaged(found, put);

        assertThatIOException()
                .isThrownBy(() -> codec.read(PolicyRow.class, row, r -> r.of("01")))
                .withMessageContaining(why);
    }

    @Test
    void aRuleOfAnUnknownTypeIsRefused() throws IOException {
        assertRefused("\"require-signed\"", "\"horoscope\"", "unknown rule 'horoscope'");
    }

    @Test
    void aRuleWithoutWhatItsTypeNeedsIsRefused() throws IOException {
        assertRefused("\"require-signed\"", "\"rego\"", "it has no module");
    }

    @Test
    void anActionOfAnUnknownTypeIsRefused() throws IOException {
        assertRefused("\"set-state\"", "\"shout\"", "unknown action 'shout'");
    }

    @Test
    void aPrecedenceThatNoPolicyHasIsRefused() throws IOException {
        assertRefused("\"precedence\":7", "\"precedence\":40000", "40000");
    }

    @Test
    void aPolicyWithoutItsActionsIsRefused() throws IOException {
        assertRefused("\"actions\":", "\"axions\":", "actions");
    }
}
