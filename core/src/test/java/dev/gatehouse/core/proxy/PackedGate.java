package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.core.store.LocalRelease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link Gate} whose format has packages, and beside {@code main} a repository {@code other}. */
final class PackedGate implements AutoCloseable {
    static final byte[] BYTES = "of P".getBytes(StandardCharsets.UTF_8);
    final Gate gate;
    private Mount<?, ?> other;

    PackedGate(boolean byFile) throws IOException {
        gate = new Gate(new PackedLineFormat(byFile));
        other = serveBoth();
    }

    Mount<?, ?> other() {
        return other;
    }

    /** Beside {@code main} as it is now, {@code other} with the same upstreams. */
    Mount<?, ?> serveBoth() {
        var main = gate.mount();
        other =
                new Mount<>(
                        new RepositoryId("other-id"),
                        "other",
                        main.format(),
                        main.settings(),
                        main.generation());
        gate.catalogue.replace(
                Map.of(
                        new Catalogue.Place("main", LineFormat.ID), main,
                        new Catalogue.Place("other", LineFormat.ID), other));
        return other;
    }

    /** The same package as it would be seen there. */
    static Stored seen(Stored stored, Mount<?, ?> mount, Optional<LocalRelease> release) {
        return new Stored(
                mount,
                stored.parcel(),
                stored.ids(),
                stored.state(),
                stored.owner(),
                stored.use(),
                release);
    }

    StoredPackages packages() {
        return gate.services.packages().stored();
    }

    /** Sends files of that version of {@code x}, each named by its first letter. */
    Stored receive(String version, boolean again, String... files)
            throws IOException, InterruptedException, RefusedException {
        List<Shipment.Item> items = new ArrayList<>();
        for (String file : files) {
            BlobDraft draft = gate.services.packages().draft();
            draft.sink().write(file.getBytes(StandardCharsets.UTF_8));
            items.add(new Shipment.Item("file", file.substring(0, 1), draft));
        }
        Map<String, String> words = Map.of("name", "x", "version", version);
        return gate.services
                .packages()
                .receive(gate.mount(), new Shipment(words, items, again, "alice"), Gate.ALICE);
    }

    /** The first package of that version of {@code x}. */
    Stored stored(String version) throws IOException {
        return packages().of(gate.mount(), LineFormat.named("x")).stream()
                .filter(s -> s.item().version().value().equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** Version 1 of {@code x}, of which P's bytes are stored. */
    Stored cached() throws Exception {
        gate.untrusted("P").index("x", Gate.line("1", "f", BYTES)).file("x", "f", BYTES);
        serveBoth();
        assertThat(gate.file("x", "1", "f").status()).isEqualTo(200);
        return stored("1");
    }

    @Override
    public void close() throws IOException {
        gate.close();
    }
}
