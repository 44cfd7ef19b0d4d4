package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.trust.Ruling;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps each event as a line. Thread-safe. */
final class CountedEvents implements Events {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    long count(String line) {
        return lines.stream().filter(line::equals).count();
    }

    @Override
    public void refused(
            FormatId format, Ruling ruling, int rule, boolean enforced, String upstream) {
        lines.add("refused " + ruling + " " + rule + " " + enforced);
        lines.add("refused " + upstream + " " + enforced);
    }

    @Override
    public void lastKnown(FormatId format, String upstream) {
        lines.add("last known " + upstream);
    }

    @Override
    public void index(FormatId format, boolean ready) {
        lines.add("index " + ready);
    }

    @Override
    public void file(FormatId format, boolean stored) {
        lines.add("file " + stored);
    }

    @Override
    public void integrityFailure(FormatId format, String upstream) {
        lines.add("integrity " + upstream);
    }

    @Override
    public void signerAlarm(FormatId format, PinState state) {
        lines.add("signer " + state);
    }

    @Override
    public void stale(FormatId format, String upstream) {
        lines.add("stale " + upstream);
    }
}
