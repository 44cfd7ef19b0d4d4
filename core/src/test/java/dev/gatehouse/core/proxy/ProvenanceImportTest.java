package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.proxy.ProvenanceImport.Outcome;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An import gives no name away that is owned, whatever changes while it runs. */
class ProvenanceImportTest {
    private static final NameService.Order ORDER =
            new NameService.Order("root", "moving in", Optional.of(new SourceId("P")));
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
        gate.untrusted("P");
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private static PackageName named(String name) {
        return LineFormat.named(name);
    }

    private Outcome take(String name) throws Exception {
        return take(gate.mount(), name);
    }

    private Outcome take(Mount<?, ?> mount, String name) throws Exception {
        Upstream upstream = mount.settings().upstream(new SourceId("P")).orElseThrow();
        return gate.services.imports().take(mount, upstream, named(name));
    }

    @Test
    void whatNobodyElseHasIsImportedOnceAndNobodyUntrustedIsAsked() throws Exception {
        gate.trusted("V");

        assertThat(take("x")).isEqualTo(Outcome.IMPORTED);
        assertThat(take("x")).isEqualTo(Outcome.KNOWN);

        assertThat(gate.provenance("x")).containsExactly("P");
        assertThat(gate.script("P").asked()).isEmpty();
    }

    @Test
    void whatAnotherTrustedSourceHasOrMayHaveIsLeftOut() throws Exception {
        gate.trusted("V")
                .versions("x", "1")
                .next("index/y", r -> new UpstreamReply.Broken("reset"));
        gate.local("z", "1");

        assertThat(take("x")).isEqualTo(Outcome.OWNED);
        assertThat(take("y")).isEqualTo(Outcome.UNDECIDED);
        assertThat(take("z")).isEqualTo(Outcome.OWNED);

        assertThat(gate.provenance("x")).isEmpty();
    }

    @Test
    void aTrustedUpstreamsNamesAreImportedUnlessAnotherHasThem() throws Exception {
        gate.trusted("V").versions("x", "1");
        gate.trusted("W").versions("x", "1");
        var upstream = gate.mount().settings().upstream(new SourceId("V")).orElseThrow();

        assertThat(gate.services.imports().take(gate.mount(), upstream, named("x")))
                .isEqualTo(Outcome.OWNED);
        assertThat(gate.services.imports().take(gate.mount(), upstream, named("y")))
                .isEqualTo(Outcome.IMPORTED);
    }

    @Test
    void aNameThatBecomesOwnedWhileTheImportRunsIsLeftOut() throws Exception {
        gate.trusted("V")
                .next(
                        "index/acme-ui",
                        asked -> {
                            gate.configure(s -> Knobs.owning(s, "acme-*"));
                            return new UpstreamReply.Missing(404);
                        });

        assertThat(take("acme-ui")).isEqualTo(Outcome.OWNED);
        assertThat(gate.provenance("acme-ui")).isEmpty();
    }

    @Test
    void anOldConfigurationImportsNothing() throws Exception {
        var old = gate.mount();
        gate.configure(s -> Knobs.owning(s, "acme-*"));

        assertThat(take(old, "acme-ui")).isEqualTo(Outcome.OWNED);
    }

    @Test
    void aNameThatIsPublishedWhileTheImportRunsIsLeftOut() throws Exception {
        gate.trusted("V")
                .next(
                        "index/x",
                        asked -> {
                            published("x");
                            return new UpstreamReply.Missing(404);
                        });

        assertThat(take("x")).isEqualTo(Outcome.OWNED);
        assertThat(gate.provenance("x")).isEmpty();
    }

    private void published(String name) {
        try {
            gate.local(name, "1");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void forAnUpstreamOrARepositoryThatIsGoneNothingIsImported() throws Exception {
        var old = gate.mount();
        gate.remove("P");

        assertThatThrownBy(() -> take(old, "x"))
                .isInstanceOf(IOException.class)
                .hasMessage("P of main is gone");
        gate.catalogue.replace(Map.of());
        assertThatThrownBy(() -> take(old, "x")).isInstanceOf(IOException.class);
    }

    @Test
    void anImportIsInTheAuditLogIfAnythingWasImported() throws Exception {
        var upstream = gate.mount().settings().upstream(new SourceId("P")).orElseThrow();

        gate.services.imports().audit(gate.mount(), upstream, List.of(), ORDER);
        assertThat(gate.audit()).isEmpty();
        gate.services
                .imports()
                .audit(gate.mount(), upstream, List.of(named("a"), named("b")), ORDER);

        assertThat(gate.audit()).containsExactly("IMPORT lines:a P");
    }
}
