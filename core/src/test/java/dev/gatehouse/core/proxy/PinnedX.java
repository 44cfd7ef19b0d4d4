package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.store.AuditEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.util.List;
import java.util.Optional;

/** A repository that keeps account of who signs package x, of which P has three versions. */
abstract class PinnedX {
    static final PackageName X = LineFormat.named("x");

    final SealedLineFormat format = new SealedLineFormat();
    Gate gate;
    ScriptedUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        format.seals.wanted = false;
        for (String key : List.of("K/2", "L", "~S")) {
            format.seals.add(key);
        }
        gate = new Gate(format);
        upstream = gate.untrusted("P");
        upstream.index(
                "x",
                String.join(
                        "\n",
                        Gate.line("1", "x-1", bytes(1)),
                        Gate.line("2", "x-2", bytes(2)),
                        Gate.line("3", "x-3", bytes(3))));
        for (int version = 1; version <= 3; version++) {
            upstream.file("x", "x-" + version, bytes(version));
        }
        pinning(Pinning.HOLD);
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    static byte[] bytes(int version) {
        return Bodies.of("the file of " + version);
    }

    void pinning(Pinning mode) {
        gate.configure(s -> Knobs.pinning(s, mode));
    }

    void signed(int version, String key) {
        upstream.file("x", "x-" + version + ".sig", Seals.seal(key, bytes(version)));
    }

    int file(int version) throws Exception {
        return gate.file("x", Integer.toString(version), "x-" + version).status();
    }

    void pass() throws Exception {
        while (gate.services.policies().pass().runIfDue()) {}
    }

    List<String> signers() throws Exception {
        return gate.metadata.signatures().signers(gate.key("x")).signers().stream()
                .map(s -> s.fingerprint().hex())
                .toList();
    }

    static String fingerprint(String key) {
        return Seals.fingerprint(key).hex();
    }

    List<String> alarms() throws Exception {
        return gate.metadata.audit().list(Optional.empty(), 1000).stream()
                .filter(e -> e.kind() == AuditEvent.Kind.SIGNER)
                .map(e -> e.details().get("action") + " " + e.details().get("version"))
                .toList()
                .reversed();
    }

    void accept(String key) throws Exception {
        gate.services
                .signers()
                .accept(gate.mount(), X, Seals.fingerprint(key), "alice", "she called");
    }
}
