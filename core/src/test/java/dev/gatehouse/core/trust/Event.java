package dev.gatehouse.core.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that happens to a gate or around it.
 *
 * @param slot which upstream
 * @param name which package
 * @param version which version
 * @param millis how far the clock moves
 */
record Event(Kind kind, int slot, String name, String version, long millis) {
    private static final long SECOND = 1000;
    private static final long HOUR = 3600 * SECOND;
    private static final long[] STEPS = {
        SECOND,
        4 * SECOND,
        5 * SECOND,
        240 * SECOND,
        299 * SECOND,
        301 * SECOND,
        HOUR,
        4 * HOUR,
        4 * HOUR,
        4 * HOUR,
        8 * HOUR,
        8 * HOUR + 1,
        24 * HOUR,
        25 * HOUR
    };
    private static final long[] JUMPS = {-30 * 24 * HOUR, 30 * 24 * HOUR, -6 * HOUR, -SECOND};

    /** The kinds; the frequent ones have a weight. */
    enum Kind {
        LOOK(12),
        FETCH(8),
        ADVANCE(12),
        CONFIRM(12),
        PUBLISH(1),
        DELETE(3),
        RELEASE(4),
        CLAIM(1),
        FORGET(1),
        OFFER(4),
        DROP(4),
        DIE(5),
        HIDE_ALL(1),
        ANSWER(4),
        TOGGLE_TRUST(1),
        TOGGLE_ASKED(1),
        RENAME(1),
        REMOVE(1),
        RESTART(1),
        JUMP(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    static Event random(Random random) {
        var kind = kind(random);
        var steps = kind == Kind.JUMP ? JUMPS : STEPS;
        return new Event(
                kind,
                random.nextInt(World.SLOTS),
                World.NAMES.get(random.nextInt(World.NAMES.size())),
                World.VERSIONS.get(random.nextInt(World.VERSIONS.size())),
                steps[random.nextInt(steps.length)]);
    }

    /** An upstream loses a name that it was seen to have, and the gate asks on by itself. */
    static List<Event> departure(Random random) {
        var slot = random.nextInt(World.SLOTS);
        var name = World.NAMES.get(random.nextInt(World.NAMES.size()));
        var step = random.nextBoolean() ? 4 * HOUR : HOUR / 6;
        var events = new ArrayList<Event>();
        for (var kind : List.of(Kind.ANSWER, Kind.OFFER, Kind.LOOK, Kind.DROP, Kind.LOOK)) {
            events.add(new Event(kind, slot, name, "1", 0));
        }
        for (var i = 0; i < 7; i++) {
            events.add(new Event(Kind.ADVANCE, slot, name, "1", step));
            if (random.nextInt(20) == 0) {
                events.add(random(random));
            }
            events.add(new Event(Kind.CONFIRM, slot, name, "1", 0));
        }
        events.add(new Event(Kind.LOOK, slot, name, "1", 0));
        return events;
    }

    private static Kind kind(Random random) {
        var sum = 0;
        for (var kind : Kind.values()) {
            sum += kind.weight;
        }
        var left = random.nextInt(sum);
        for (var kind : Kind.values()) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException();
    }

    @Override
    public String toString() {
        return switch (kind) {
            case LOOK, CONFIRM, PUBLISH, DELETE, RELEASE, CLAIM, FORGET -> kind + " " + name;
            case FETCH -> kind + " " + name + " " + version;
            case ADVANCE, JUMP -> kind + " " + millis + " ms";
            case OFFER -> kind + " " + slot + " " + name + " " + version;
            case DROP -> kind + " " + slot + " " + name;
            case RESTART -> kind.name();
            case DIE, HIDE_ALL, ANSWER, TOGGLE_TRUST, TOGGLE_ASKED, RENAME, REMOVE ->
                    kind + " " + slot;
        };
    }
}
