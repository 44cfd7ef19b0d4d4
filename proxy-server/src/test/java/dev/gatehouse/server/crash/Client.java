package dev.gatehouse.server.crash;

import dev.gatehouse.server.crash.Ledger.State;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Publishes, deletes and installs until the server is killed. Runs on a thread of its own. */
final class Client implements Runnable {
    private final Surroundings around;
    private final String mark;
    private final Random random;
    private final List<Ware> mine = new ArrayList<>();
    private int made;

    Client(Surroundings around, String mark, Random random) {
        this.around = around;
        this.mark = mark;
        this.random = random;
    }

    /**
     * What the clients of one life share.
     *
     * @param killed whether the server may be dead, so that a broken connection is no failure
     * @param acknowledged counted down with every acknowledgement
     * @param upstreamWares how many packages of the upstream are asked for
     */
    record Surroundings(
            Registry registry,
            Wares wares,
            Ledger ledger,
            AtomicBoolean killed,
            CountDownLatch acknowledged,
            int upstreamWares) {}

    @Override
    public void run() {
        try {
            while (!around.killed().get()) {
                act();
            }
        } catch (IOException e) {
            if (!around.killed().get()) {
                around.ledger().fail(new Ware(mark, ""), "was cut off before the kill: " + e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void act() throws IOException, InterruptedException {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> publish(new Ware("own-" + mark + made++, "1.0.0"));
            case 3 -> publishNext();
            case 4 -> publishAndDelete(new Ware("gone-" + mark + made++, "1.0.0"));
            default -> install(Wares.ofUpstream(random.nextInt(around.upstreamWares())));
        }
    }

    private boolean publish(Ware ware) throws IOException, InterruptedException {
        String publication = around.wares().publication(ware);
        around.ledger().record(ware, State.PUBLISHING);
        var answer = around.registry().publish(ware, publication);
        if (!isAccepted(ware, answer)) {
            return false;
        }
        acknowledged(ware, State.PUBLISHED);
        mine.add(ware);
        return true;
    }

    private void publishNext() throws IOException, InterruptedException {
        if (!mine.isEmpty()) {
            Ware before = mine.get(random.nextInt(mine.size()));
            publish(new Ware(before.name(), "1." + ++made + ".0"));
        }
    }

    private void publishAndDelete(Ware ware) throws IOException, InterruptedException {
        if (!publish(ware)) {
            return;
        }
        mine.remove(ware);
        String revision =
                around.registry()
                        .local(ware.name())
                        .map(p -> p.path("_rev").asString(""))
                        .orElse("");
        around.ledger().record(ware, State.DELETING);
        if (isAccepted(ware, around.registry().unpublish(ware, revision))) {
            acknowledged(ware, State.DELETED);
        }
    }

    /** As npm does: the packument, then the tarball; or the tarball at once, by its lock file. */
    private void install(Ware ware) throws IOException, InterruptedException {
        if (random.nextBoolean() && around.registry().packument(ware.name()).isEmpty()) {
            around.ledger().fail(ware, "has no packument while its upstream answers");
        }
        var answer = around.registry().tarball(ware);
        if (!isAccepted(ware, answer)) {
            return;
        }
        if (Arrays.equals(answer.body(), around.wares().tarball(ware))) {
            acknowledged(ware, State.CACHED);
        } else {
            around.ledger().fail(ware, "has come with wrong bytes");
        }
    }

    private boolean isAccepted(Ware ware, Registry.Answer answer) {
        if (!answer.isOk()) {
            around.ledger().fail(ware, "was refused with " + answer.text());
        }
        return answer.isOk();
    }

    private void acknowledged(Ware ware, State state) {
        around.ledger().record(ware, state);
        around.acknowledged().countDown();
    }
}
