package dev.gatehouse.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.store.AuditChain;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.server.access.NewToken;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.access.Tokens;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class AuditRetentionTest {
    private final Tokens tokens = new Tokens();
    private final TokenBook book = tokens.book();

    AuditRetentionTest() throws IOException {}

    private void make(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            book.create(NewToken.admin("t" + tokens.store.commits().size()), "x");
        }
    }

    private void trim(Duration age, long bytes) throws IOException {
        new AuditRetention(
                        tokens.store,
                        tokens.journal,
                        () -> new AuditRetention.Limits(age, bytes),
                        tokens.now::get)
                .trim();
    }

    private List<AuditEvent> events() throws IOException {
        return tokens.store.audit().list(Optional.empty(), 9999);
    }

    @Test
    void whatIsTooOldIsDroppedAndAnEntrySaysSo() throws IOException {
        make(1500);
        tokens.pass(Duration.ofDays(10));
        make(3);

        trim(Duration.ofDays(5), Long.MAX_VALUE);

        assertThat(events()).hasSize(3 + 2);
        assertThat(events().getFirst().kind()).isEqualTo(Kind.RETENTION);
        assertThat(events().getFirst().details()).containsEntry("through", "1500");
        assertThat(new AuditChain(tokens.store.audit()).verify())
                .isInstanceOf(AuditChain.Finding.Whole.class);
    }

    @Test
    void anExportThatRetentionOvertakesBreaksOffAndLeavesNothingOut() throws IOException {
        make(500);
        AuditLines lines = new AuditLines(tokens.store.audit(), 0, link -> "line");
        assertThat(lines.next()).isPresent();
        tokens.pass(Duration.ofDays(10));
        make(1);

        trim(Duration.ofDays(5), Long.MAX_VALUE);

        assertThatThrownBy(lines::next).hasMessage("entry 201 of the audit log is missing");
    }

    @Test
    void ofTooMuchTheOldestAreDropped() throws IOException {
        make(20);

        trim(Duration.ofDays(5), 1000); // each has 100 bytes in this store

        assertThat(events()).hasSize(10 + 1);
        assertThat(new AuditChain(tokens.store.audit()).verify())
                .isInstanceOf(AuditChain.Finding.Whole.class);
    }

    @Test
    void whatIsYoungAndLittleIsLeftAlone() throws IOException {
        make(20);
        int commits = tokens.store.commits().size();

        trim(Duration.ofDays(5), 10_000);
        trim(Duration.ofDays(5), 10_000);

        assertThat(tokens.store.commits()).hasSize(commits);
    }

    @Test
    void theNewestEntryStaysWhateverItsAge() throws IOException {
        make(3);
        tokens.pass(Duration.ofDays(99));

        trim(Duration.ofDays(5), 0);

        assertThat(events()).isNotEmpty();
    }
}
