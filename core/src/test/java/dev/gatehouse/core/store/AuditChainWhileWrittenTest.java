package dev.gatehouse.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.store.AuditChain.Finding;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log is compared with its chain while others write, cut and forge it. */
class AuditChainWhileWrittenTest {
    private final MemoryMetadataStore store = new MemoryMetadataStore();
    private int ids;

    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < 9; i++) {
            append();
        }
    }

    private void append() throws IOException {
        ids++;
        store.commit(new Change.PutAudit(Records.event("01J%07d".formatted(ids))));
    }

    /** Drops the oldest entry as retention does, with that hash of it. */
    private void trim(String hash) throws IOException {
        AuditLink oldest = store.audit().links(0, 1).getFirst();
        ids++;
        AuditEvent event = Records.event("01J%07d".formatted(ids));
        store.commit(
                new Change.TrimAudit(oldest.position()),
                new Change.PutAudit(
                        new AuditEvent(
                                event.id(),
                                event.at(),
                                AuditEvent.Kind.RETENTION,
                                "",
                                "audit",
                                Optional.empty(),
                                "gatehouse",
                                Map.of(
                                        "through",
                                        Long.toString(oldest.position()),
                                        "hash",
                                        hash.isEmpty() ? oldest.hash() : hash),
                                1)));
    }

    /** The log, in which something happens before each count. */
    private AuditView meanwhile(Meanwhile deed) {
        AuditView log = store.audit();
        return new AuditView() {
            @Override
            public List<AuditEvent> list(Optional<String> before, int most) throws IOException {
                return log.list(before, most);
            }

            @Override
            public List<AuditLink> links(long after, int most) throws IOException {
                deed.done();
                return log.links(after, most);
            }

            @Override
            public AuditBounds bounds() throws IOException {
                return log.bounds();
            }

            @Override
            public long count() throws IOException {
                return log.count();
            }
        };
    }

    private interface Meanwhile {
        void done() throws IOException;
    }

    @Test
    void aLogThatGrowsMeanwhileIsWhole() throws IOException {
        assertThat(new AuditChain(meanwhile(this::append)).verify())
                .isInstanceOf(Finding.Whole.class);
    }

    @Test
    void aLogThatIsCutOnceMeanwhileIsLookedAtAnew() throws IOException {
        int[] cuts = {0};
        AuditView log =
                meanwhile(
                        () -> {
                            if (cuts[0]++ == 0) {
                                trim("");
                            }
                        });

        assertThat(new AuditChain(log).verify()).isInstanceOf(Finding.Whole.class);
    }

    @Test
    void aLogThatIsCutAllTheTimeIsNotCalledWhole() throws IOException {
        for (int i = 0; i < 9; i++) {
            append();
        }

        assertThat(new AuditChain(meanwhile(() -> trim(""))).verify())
                .isInstanceOf(Finding.Broken.class);
    }

    @Test
    void anEntryThatSignsOffAnotherStartShows() throws IOException {
        trim("0".repeat(64));

        assertThat(new AuditChain(store.audit()).verify())
                .isInstanceOfSatisfying(
                        Finding.Broken.class,
                        broken -> assertThat(broken.why()).contains("no entry says"));
    }

    @Test
    void aLastEntryThatWasHashedAnewIsNotTheEnd() throws IOException {
        AuditLink old = store.forge().links.getLast();
        AuditEvent other = Records.event("01J9999999");
        String hash = AuditLink.hash(old.previous(), old.position(), AuditLink.content(other));
        store.forge().links.set(8, new AuditLink(9, old.previous(), hash, 1, Optional.of(other)));

        assertThat(new AuditChain(store.audit()).verify())
                .isEqualTo(new Finding.Broken(10, "is not the end that was written down"));
    }

    @Test
    void anEventThatIsGoneFromTheLogAloneShows() throws IOException {
        store.forge().events.remove("01J0000003");

        assertThat(new AuditChain(store.audit()).verify()).isInstanceOf(Finding.Broken.class);
    }
}
