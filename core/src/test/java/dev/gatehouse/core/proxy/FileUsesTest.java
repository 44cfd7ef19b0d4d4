package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.store.FileUse;
import dev.gatehouse.core.upstream.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How often files are served: counted in memory, and written behind. */
class FileUsesTest {
    private static final FileName FILE = new FileName("x-1");

    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new MakingFormat());
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private FileUses uses() {
        return gate.services.packages().stored().uses();
    }

    private Map<FileName, FileUse> counted() throws Exception {
        return uses().of(gate.key("x"), gate.metadata.files(gate.key("x")));
    }

    private void fetch(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(gate.file("x", "1", "x-1").status()).isEqualTo(200);
        }
    }

    @Test
    void everyServedGetCountsAndNothingElse() throws Exception {
        gate.local("x", "1");

        fetch(3);
        gate.ask(Method.HEAD, "file/x/1/x-1", "", Gate.ALICE);
        gate.file("x", "2", "x-2");

        assertThat(counted()).containsOnlyKeys(FILE);
        assertThat(counted().values()).extracting(FileUse::count).containsExactly(3L);
    }

    @Test
    void whatIsCountedIsWrittenBehindAndGoesOn() throws Exception {
        gate.local("x", "1");
        fetch(2);

        uses().flush();
        assertThat(gate.metadata.states().uses(gate.key("x")))
                .singleElement()
                .satisfies(use -> assertThat(use.count()).isEqualTo(2));
        gate.clock.advance(Duration.ofHours(1));
        Instant later = gate.clock.instant();
        fetch(1);

        assertThat(counted().get(FILE)).isEqualTo(new FileUse(gate.key("x"), FILE, 3, later));
        uses().flush();
        assertThat(counted().get(FILE)).isEqualTo(new FileUse(gate.key("x"), FILE, 3, later));
    }

    @Test
    void aFileThatIsFetchedForTheFirstTimeCounts() throws Exception {
        byte[] bytes = Bodies.of("makes a note");
        gate.untrusted("P").index("x", Gate.line("1", "x-1", bytes)).file("x", "x-1", bytes);

        fetch(1);
        gate.file("x", "1", "x-1.sig");

        assertThat(counted()).containsOnlyKeys(FILE);
        assertThat(counted().values()).extracting(FileUse::count).containsExactly(1L);
    }

    @Test
    void ofWhatOnlyPassesThroughNothingIsKept() throws Exception {
        byte[] bytes = Bodies.of("anything");
        gate.untrusted("P").index("x", Gate.line("1", "x-1", bytes)).file("x", "x-1", bytes);
        gate.change("P", u -> Knobs.mode(u, Mode.PROXY_ONLY, true));

        fetch(1);
        uses().flush();

        assertThat(gate.metadata.states().uses(gate.key("x"))).isEmpty();
    }
}
