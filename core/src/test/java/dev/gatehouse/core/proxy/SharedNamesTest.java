package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.LocalPackage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Local names that an untrusted upstream has supplied too. */
class SharedNamesTest {
    private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    /** That upstream has supplied the name here. */
    private void supplied(ScriptedUpstream by, String name) throws Exception {
        by.index(name, Gate.line("9", name + "-9", BYTES)).file(name, name + "-9", BYTES);
        assertThat(gate.file(name, "9", name + "-9").status()).isEqualTo(200);
    }

    private List<String> shared() throws Exception {
        return gate.services.shared().page(gate.mount(), Optional.empty(), 100).names().stream()
                .map(s -> s.name() + " " + s.sharers() + " " + s.local())
                .toList();
    }

    @Test
    void publishedReservedAndOwnedNamesAreSharedAndOthersAreNot() throws Exception {
        var open = gate.untrusted("P");
        for (String name : List.of("free", "owned-x", "published", "reserved")) {
            supplied(open, name);
        }
        gate.local("published", "1");
        gate.local("alone", "1");
        gate.metadata.commit(new Change.PutLocal(LocalPackage.empty(gate.key("reserved"))));
        gate.configure(s -> Knobs.owning(s, "owned-*"));

        assertThat(shared())
                .containsExactly(
                        "owned-x [P] owned-names has 'owned-*'",
                        "published [P] it was published here",
                        "reserved [P] it is reserved here");
    }

    @Test
    void aTrustedUpstreamSharesNothingAndAClaimEndsIt() throws Exception {
        var source = gate.trusted("P");
        supplied(source, "x");
        gate.local("x", "1");
        assertThat(shared()).isEmpty();

        gate.change("P", u -> u.with(Trust.UNTRUSTED));
        assertThat(shared()).hasSize(1);
        gate.services.names().claim(gate.mount(), LineFormat.named("x"), NamesTest.ORDER);

        assertThat(shared()).isEmpty();
    }

    @Test
    void pagesGoOnWhereTheyEndedAndMissNothing() throws Exception {
        var open = gate.untrusted("P");
        List<String> expected = new ArrayList<>();
        for (int i = 10; i < 25; i++) {
            supplied(open, "n" + i);
            if (i % 2 == 0) {
                gate.local("n" + i, "1");
                expected.add("n" + i);
            }
        }

        List<String> found = new ArrayList<>();
        Optional<PackageName> after = Optional.empty();
        do {
            SharedNames.Page page = gate.services.shared().page(gate.mount(), after, 3);
            assertThat(page.names()).hasSizeLessThanOrEqualTo(3);
            page.names().forEach(n -> found.add(n.name().value()));
            after = page.next();
        } while (after.isPresent());

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void namesThatAChangeOfTrustMakesSharedAreWrittenDown() throws Exception {
        var source = gate.trusted("P");
        supplied(source, "x");
        supplied(source, "y");
        gate.local("x", "1");

        gate.change("P", u -> u.with(Trust.UNTRUSTED));

        Eventually.holds(() -> gate.audit().contains("SHARED_NAME lines:x P"));
        assertThat(gate.audit()).doesNotContain("SHARED_NAME lines:y P");
    }

    @Test
    void namesThatANewPatternMakesSharedAreWrittenDown() throws Exception {
        supplied(gate.untrusted("P"), "acme-ui");

        gate.configure(s -> Knobs.owning(s, "acme-*"));

        Eventually.holds(() -> gate.audit().contains("SHARED_NAME lines:acme-ui P"));
    }

    @Test
    void monitorModeCountsWhatWouldBeBlockedByUpstreamAndListsIt() throws Exception {
        gate.untrusted("P").versions("x", "9");
        gate.untrusted("Q").versions("x", "8");
        gate.configure(Knobs::monitor);
        gate.local("x", "1");

        assertThat(gate.versions("x")).containsExactly("1 local", "9 P", "8 Q");

        assertThat(gate.audit()).contains("WOULD_BLOCK lines:x P", "WOULD_BLOCK lines:x Q");
        assertThat(gate.events.lines()).contains("refused P false", "refused Q false");
    }
}
