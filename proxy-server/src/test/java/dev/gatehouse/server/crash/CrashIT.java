package dev.gatehouse.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server that is killed while it is used loses nothing that it has acknowledged, and serves
 * nothing that is not whole. {@code -Dcrash.cycles} and {@code -Dcrash.seed} are for runs by hand.
 */
@Order(2)
final class CrashIT {
    private static final int CYCLES = Integer.getInteger("crash.cycles", 20);
    private static final int CLIENTS = 4;
    private static final int MOST_ACKNOWLEDGEMENTS = 40;
    private static final int MOST_SECONDS = 10;
    private static final int OLDER_WARES = 20;
    private static final int WARES_OF_A_LIFE = 25;

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Wares wares = new Wares(seed);
    private final Ledger ledger = new Ledger();

    @TempDir private Path directory;

    @Test
    void whatAKilledServerHasAcknowledgedIsServedByTheNextOne() throws Exception {
        System.out.println("crash test with seed " + seed);
        ScriptedUpstream upstream = closedUpstream();
        Path config = config(upstream);

        for (int life = 0; life < CYCLES && ledger.failures().isEmpty(); life++) {
            if (random.nextInt(4) == 0) {
                killWhileStarting(config);
            }
            try (ServerProcess server = ServerProcess.start(config)) {
                audit(server, ledger.sample(random, OLDER_WARES));
                upstream = upstream.reopened();
                useAndKill(server, life);
            } finally {
                upstream.close();
            }
        }
        try (ServerProcess server = ServerProcess.start(config)) {
            audit(server, ledger.all());
        }

        System.out.printf(
                "%d cycles, %d acknowledged items, %d lost%n",
                CYCLES, ledger.acknowledged(), ledger.failures().size());
        assertThat(ledger.failures()).as("with -Dcrash.seed=%d", seed).isEmpty();
        assertThat(ledger.acknowledged()).isGreaterThan(CYCLES);
    }

    /** Its port is known, and refuses. */
    private ScriptedUpstream closedUpstream() {
        ScriptedUpstream[] upstream = new ScriptedUpstream[1];
        upstream[0] =
                ScriptedUpstream.answering(
                        request -> wares.upstream(upstream[0].url().toString(), request));
        upstream[0].close();
        return upstream[0];
    }

    private Path config(ScriptedUpstream upstream) throws IOException {
        String text =
                """
                server:
                  listen: 127.0.0.1:0
                storage:
                  directory: data
                repositories:
                  main:
                    npm:
                      upstreams:
                        - name: public
                          url: %s
                          trust: untrusted
                """
                        .formatted(upstream.url());
        return Files.writeString(directory.resolve("gatehouse.yaml"), text);
    }

    private void killWhileStarting(Path config) throws IOException, InterruptedException {
        ServerProcess server = ServerProcess.start(config);
        try {
            Thread.sleep(random.nextInt(1000));
        } finally {
            server.close();
        }
    }

    /** While the upstream refuses connections: what is served now is what was kept. */
    private void audit(ServerProcess server, Collection<Ware> some)
            throws IOException, InterruptedException {
        try (Registry registry = new Registry(server.url())) {
            new Audit(registry, ledger, wares).check(some);
        }
    }

    private void useAndKill(ServerProcess server, int life)
            throws IOException, InterruptedException {
        AtomicBoolean killed = new AtomicBoolean();
        CountDownLatch acknowledged = new CountDownLatch(1 + random.nextInt(MOST_ACKNOWLEDGEMENTS));
        try (Registry registry = new Registry(server.url())) {
            var around =
                    new Client.Surroundings(
                            registry,
                            wares,
                            ledger,
                            killed,
                            acknowledged,
                            (life + 1) * WARES_OF_A_LIFE);
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random own = new Random(random.nextLong());
                Client client = new Client(around, life + "-" + i + "-", own);
                clients.add(Thread.ofVirtual().start(client));
            }
            boolean reached = acknowledged.await(MOST_SECONDS, TimeUnit.SECONDS);
            Thread.sleep(reached ? random.nextInt(30) : 0);
            killed.set(true);
            server.close();
            for (Thread client : clients) {
                client.join();
            }
        }
    }
}
