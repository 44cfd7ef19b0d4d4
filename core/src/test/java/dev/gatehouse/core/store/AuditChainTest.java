package dev.gatehouse.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.store.AuditChain.Finding;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Forged audit logs. */
class AuditChainTest {
    private final MemoryMetadataStore store = new MemoryMetadataStore();

    private void written(int events) throws IOException {
        for (int i = 0; i < events; i++) {
            store.commit(new Change.PutAudit(Records.event("01J%06d".formatted(i))));
        }
    }

    private Finding verify() throws IOException {
        return new AuditChain(store.audit()).verify();
    }

    private void trim(long through) throws IOException {
        String hash = store.audit().links(through - 1, 1).getFirst().hash();
        AuditEvent one = Records.event("01K" + through);
        store.commit(
                new Change.TrimAudit(through),
                new Change.PutAudit(
                        new AuditEvent(
                                one.id(),
                                one.at(),
                                AuditEvent.Kind.RETENTION,
                                "",
                                "audit",
                                Optional.empty(),
                                "gatehouse",
                                Map.of("through", Long.toString(through), "hash", hash),
                                1)));
    }

    @Test
    void anEmptyLogIsWhole() throws IOException {
        assertThat(verify()).isInstanceOf(Finding.Whole.class);
    }

    @Test
    void aLogThatNobodyTouchedIsWholeOverSeveralPages() throws IOException {
        written(1203);

        assertThat(verify())
                .isInstanceOfSatisfying(
                        Finding.Whole.class,
                        whole -> assertThat(whole.bounds().entries()).isEqualTo(1203));
    }

    @Test
    void anAlteredEventShows() throws IOException {
        written(9);
        AuditLink old = store.forge().links.get(4);
        AuditEvent other = Records.event("01J999999");
        store.forge()
                .links
                .set(
                        4,
                        new AuditLink(
                                old.position(),
                                old.previous(),
                                old.hash(),
                                old.bytes(),
                                Optional.of(other)));

        assertThat(verify()).isEqualTo(new Finding.Broken(5, "was altered"));
    }

    @Test
    void anEventThatWasHashedAnewDoesNotFollow() throws IOException {
        written(9);
        AuditLink old = store.forge().links.get(4);
        AuditEvent other = Records.event("01J999999");
        String hash = AuditLink.hash(old.previous(), 5, AuditLink.content(other));
        store.forge().links.set(4, new AuditLink(5, old.previous(), hash, 1, Optional.of(other)));

        assertThat(verify()).isEqualTo(new Finding.Broken(6, "does not follow the one before"));
    }

    @Test
    void aCutEntryALostEventAndACutEndShow() throws IOException {
        written(9);
        AuditLink third = store.forge().links.remove(2);
        assertThat(verify()).isEqualTo(new Finding.Broken(3, "is missing"));

        store.forge()
                .links
                .add(2, new AuditLink(3, third.previous(), third.hash(), 1, Optional.empty()));
        assertThat(verify()).isEqualTo(new Finding.Broken(3, "has lost its event"));

        store.forge().links.set(2, third);
        assertThat(verify()).isInstanceOf(Finding.Whole.class);
        store.forge().links.removeLast();
        assertThat(verify()).isEqualTo(new Finding.Broken(9, "is missing, and all behind it"));
    }

    @Test
    void anEventThatWasPutInShows() throws IOException {
        written(9);
        store.forge().events.put("01J0000035", Records.event("01J0000035"));

        assertThat(verify())
                .isEqualTo(new Finding.Broken(9, "there are events that are not in the chain"));
    }

    @Test
    void aStartThatAnEntrySignsOffIsWhole() throws IOException {
        written(9);
        trim(4);
        trim(6);

        assertThat(verify()).isInstanceOf(Finding.Whole.class);
        assertThat(store.audit().bounds().start().position()).isEqualTo(6);
        assertThat(store.audit().bounds().entries()).isEqualTo(5);
    }

    @Test
    void aStartThatNoEntrySignsOffShows() throws IOException {
        written(9);
        store.commit(new Change.TrimAudit(4));

        assertThat(verify())
                .isEqualTo(
                        new Finding.Broken(
                                5,
                                "begins the log, but no entry says that those before it were"
                                        + " dropped"));
    }

    @Test
    void noTwoEventsAreWrittenAlike() {
        AuditEvent one = Records.event("1");
        AuditEvent other =
                new AuditEvent(
                        "1",
                        one.at(),
                        one.kind(),
                        "mainn",
                        "pm:acme-ui",
                        one.source(),
                        one.actor(),
                        one.details(),
                        one.count());

        assertThat(AuditLink.content(one)).isNotEqualTo(AuditLink.content(other));
    }
}
