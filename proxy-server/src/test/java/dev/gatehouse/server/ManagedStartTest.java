package dev.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.ManagedUpstream;
import dev.gatehouse.server.store.StoreDirectory;
import dev.gatehouse.server.store.UlidIds;
import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A store whose managed repositories cannot be served as they are. */
class ManagedStartTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path directory = Path.of("");

    private void store(String upstream) throws IOException {
        Instant now = CLOCK.instant();
        UlidIds ids = new UlidIds(CLOCK, new SecureRandom());
        try (StoreDirectory store = StoreDirectory.open(directory.resolve("data"), CLOCK, ids)) {
            store.metadata()
                    .commit(
                            new Change.PutManaged(
                                    new ManagedRepository(
                                            new RepositoryId("01MAIN"),
                                            "main",
                                            "Main",
                                            "",
                                            1,
                                            "npm: {}\n",
                                            List.of(
                                                    new ManagedUpstream(
                                                            "slug",
                                                            new FormatId("npm"),
                                                            1,
                                                            upstream,
                                                            now,
                                                            now)),
                                            now,
                                            now)));
        }
    }

    @Test
    void aDefinitionThatCannotBeUsedStopsTheStartAndNothingIsLeftOut() throws Exception {
        store("name: internal\nurl: https://npm.internal.example/\nca: /nowhere/ca.pem\n");

        assertThatIOException()
                .isThrownBy(() -> RunningGate.managed(directory, CLOCK))
                .withMessageContaining("managed repository main")
                .withMessageContaining("repositories.main.npm.upstreams[0].ca")
                .withMessageContaining("none is left out");
    }

    @Test
    void aDefinitionThatIsDamagedStopsTheStart() throws Exception {
        store("name: [unclosed\n");

        assertThatIOException()
                .isThrownBy(() -> RunningGate.managed(directory, CLOCK))
                .withMessageContaining("managed repository main");
    }

    @Test
    void whereTheFileDeclaresRepositoriesItIsKeptAndNotServed() throws Exception {
        store("name: [unclosed\n");

        try (RunningGate gate =
                RunningGate.start(directory, RunningGate.npm("other", "upstreams: []"), CLOCK)) {
            assertThat(gate.api("GET", "repos/main/main/", "").statusCode()).isEqualTo(404);
            assertThat(gate.api("GET", "repos/main/other/", "").statusCode()).isEqualTo(200);
        }

        assertThatIOException().isThrownBy(() -> RunningGate.managed(directory, CLOCK));
    }
}
