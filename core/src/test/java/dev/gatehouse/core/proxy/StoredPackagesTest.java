package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.Facts;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.Change;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What is stored is listed and found by its ids, whoever may be served it. */
class StoredPackagesTest {
    private static final byte[] BYTES = "of P".getBytes(StandardCharsets.UTF_8);
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new PackedLineFormat(false));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private StoredPackages packages() {
        return gate.services.packages().stored();
    }

    private List<Stored> all() throws Exception {
        return packages().all(gate.mount());
    }

    private List<Stored> find(String id) throws Exception {
        return packages().find(List.of(gate.mount()), id);
    }

    /** P's file of that name is stored. */
    private void cached(String name) throws Exception {
        gate.script("P")
                .index(name, Gate.line("1", "f", BYTES), "note of " + name)
                .file(name, "f", BYTES);
        assertThat(gate.file(name, "1", "f").status()).isEqualTo(200);
    }

    @Test
    void publishedAndCachedVersionsAreListedByName() throws Exception {
        gate.untrusted("P");
        cached("b");
        gate.local("a", "1", "2");
        gate.publish("a", "delete 2");

        assertThat(all())
                .extracting(s -> s.item().key().name() + " " + s.item().version() + " " + s.owner())
                .containsExactly("a 1 " + SourceId.LOCAL, "b 1 P");
    }

    @Test
    void aFileThatIsNotItsVersionsOwnersIsNotListed() throws Exception {
        gate.untrusted("P");
        cached("b");
        gate.metadata.commit(new Change.Pin(gate.key("b"), new Version("1"), new SourceId("Q")));

        assertThat(all()).isEmpty();

        gate.metadata.commit(new Change.Unpin(gate.key("b"), new Version("1")));
        assertThat(all()).isEmpty();
    }

    @Test
    void aPackageIsFoundByBothItsIdsBeforeAndAfterARestart() throws Exception {
        gate.local("a", "1");
        ItemIds ids = all().getFirst().ids();

        for (String id : List.of(ids.perm(), ids.slug())) {
            assertThat(find(id)).hasSize(1);
            gate.restart();
            assertThat(find(id)).hasSize(1);
        }
        assertThat(find("unknown")).isEmpty();
    }

    @Test
    void aPackageThatIsGoneIsNotFoundThoughItsIdIsRemembered() throws Exception {
        gate.local("a", "1");
        String perm = all().getFirst().ids().perm();

        gate.publish("a", "delete 1");

        assertThat(find(perm)).isEmpty();
    }

    @Test
    void anItemOnWhichSomethingWasLaidIsFoundThoughItsBytesAreGone() throws Exception {
        gate.local("a", "1");
        gate.local("b", "1");
        ItemKey item = all().getLast().item();
        String perm = all().getLast().ids().perm();
        gate.services.items().hold(gate.mount(), all().getFirst().item(), "alice", "odd");
        gate.services.items().hold(gate.mount(), item, "alice", "odd");
        gate.publish("b", "delete 1");

        assertThat(packages().laidUpon(gate.mount(), perm)).contains(item);
        assertThat(packages().laidUpon(gate.mount(), "unknown")).isEmpty();
    }

    @Test
    void factsAreThoseOfTheSourceThatThePackageIsOf() throws Exception {
        gate.untrusted("P");
        cached("b");
        gate.local("a", "1");
        gate.publish("a", "note hello");

        assertThat(all())
                .extracting(this::facts)
                .extracting(f -> f.summary() + ", " + f.description() + ", " + f.license())
                .containsExactly("hello, listed, local", "of b, listed, cached");
    }

    private Facts facts(Stored stored) {
        try {
            return packages().facts(stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ofASourceThatIsGoneOrWhoseDocumentIsGoneNothingIsTold() throws Exception {
        gate.untrusted("P");
        cached("b");
        Stored stored = all().getFirst();
        gate.remove("P");
        Stored orphan = PackedGate.seen(stored, gate.mount(), Optional.empty());

        assertThat(facts(orphan).summary()).isEqualTo("nothing told");

        var plain =
                new Mount<>(Gate.REPOSITORY, "main", new LineFormat(), gate.mount().settings(), 1);
        Stored unpacked = PackedGate.seen(stored, plain, stored.release());
        assertThat(facts(unpacked)).isEqualTo(Facts.NONE);
    }

    @Test
    void aFormatWithoutPackagesHasNone() throws Exception {
        gate.local("a", "1");
        var plain =
                new Mount<>(Gate.REPOSITORY, "main", new LineFormat(), gate.mount().settings(), 1);

        assertThat(packages().of(plain, LineFormat.named("a"))).isEmpty();
    }
}
