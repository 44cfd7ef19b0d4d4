package dev.gatehouse.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

/** What every metadata store keeps of tokens and users. */
public abstract class AccessRecordsContract {
    /** A new store. */
    protected abstract MetadataStore create() throws IOException;

    @Test
    void tokensAndUsersComeAndGo() throws IOException {
        MetadataStore store = create();
        store.commit(
                new Change.PutToken(Records.token("01A", "ci")),
                new Change.PutTokenUse("01A", Records.NOON),
                new Change.PutUser(Records.user("alice")),
                new Change.PutUser(Records.user("bob")));

        assertThat(store.identities().tokens()).containsExactly(Records.token("01A", "ci"));
        assertThat(store.identities().tokenUses()).isEqualTo(Map.of("01A", Records.NOON));
        assertThat(store.identities().users())
                .containsExactly(Records.user("alice"), Records.user("bob"));

        store.commit(new Change.DropToken("01A"), new Change.DropUser("alice"));
        assertThat(store.identities().tokens()).isEmpty();
        assertThat(store.identities().tokenUses()).isEmpty();
        assertThat(store.identities().users()).containsExactly(Records.user("bob"));
    }
}
