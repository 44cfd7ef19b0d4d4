package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditEvent.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What strangers can cause at will is bounded, and hides nothing else. */
class JournalTest {
    private static final int MANY = 2000;
    private Gate gate;
    private Journal journal;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
        journal = gate.services.journal();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private void flood() {
        for (int i = 0; i < MANY; i++) {
            String address = "192.0.2.7:" + i;
            journal.denied(new Journal.Denied("", "anonymous", address, "the token is wrong"));
        }
    }

    private void blocked() {
        var refused = new Journal.Refused("P", 2, "alice");
        journal.refused(Kind.BLOCK, gate.mount(), LineFormat.named("acme-ui"), refused);
    }

    private List<AuditEvent> written() throws IOException {
        journal.flush();
        return gate.metadata.audit().list(Optional.empty(), 5000);
    }

    @Test
    void aFloodOfWrongTokensHidesNotWhichNameWasBlocked() throws Exception {
        flood();
        blocked();

        List<AuditEvent> events = written();

        assertThat(events).extracting(AuditEvent::subject).contains("lines:acme-ui");
        assertThat(events).hasSize(500 + 1 + 1);
        assertThat(events.stream().mapToLong(AuditEvent::count).sum()).isEqualTo(MANY + 1);
    }

    @Test
    void whatCouldNotBeWrittenCountsAgainstTheBoundAfterwards() throws Exception {
        flood();
        gate.metadata.breakWith("disk full");
        assertThatThrownBy(journal::flush).isInstanceOf(IOException.class);
        gate.metadata.repair();
        flood();

        assertThat(written()).hasSize(500 + 1);
        flood();
        assertThat(written()).hasSize(2 * (500 + 1));
    }
}
