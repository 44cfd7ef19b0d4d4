package dev.gatehouse.core.trust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is outside a gate: the clock, and upstreams that answer or do not. */
final class World {
    static final int SLOTS = 4;
    static final List<String> NAMES = List.of("web", "site", "owned-web");
    static final List<String> VERSIONS = List.of("1", "2", "3");

    long now = 1_800_000_000_000L;
    final List<Upstream> upstreams = new ArrayList<>();

    /** One upstream; {@code mode} is U for up, D for down, H for hiding all it has behind 404. */
    static final class Upstream {
        String id;
        String label;
        boolean trusted;
        boolean asked = true;
        char mode = 'U';
        int generation;
        final Map<String, List<String>> catalogue = new LinkedHashMap<>();

        Upstream(String id, boolean trusted) {
            this.id = id;
            this.label = id;
            this.trusted = trusted;
        }

        /** P, A or U, as it would answer now. */
        char answer(String name) {
            return mode == 'D' ? 'U' : mode == 'U' && catalogue.containsKey(name) ? 'P' : 'A';
        }
    }

    World() {
        upstreams.add(new Upstream("T0", true));
        upstreams.add(new Upstream("T1", true));
        upstreams.add(new Upstream("U2", false));
        upstreams.add(new Upstream("U3", false));
    }

    /** Changes the world, before the gates are told. */
    void apply(Event event) {
        var upstream = upstreams.get(event.slot());
        switch (event.kind()) {
            case ADVANCE, JUMP -> now += event.millis();
            case OFFER -> offer(upstream, event);
            case DROP -> upstream.catalogue.remove(event.name());
            case DIE -> upstream.mode = 'D';
            case HIDE_ALL -> upstream.mode = 'H';
            case ANSWER -> upstream.mode = 'U';
            case TOGGLE_TRUST -> upstream.trusted = !upstream.trusted;
            case TOGGLE_ASKED -> upstream.asked = !upstream.asked;
            case RENAME -> upstream.label = upstream.label + "'";
            case REMOVE -> recreate(upstream);
            case LOOK, FETCH, CONFIRM, PUBLISH, DELETE, RELEASE, CLAIM, FORGET, RESTART -> {}
        }
    }

    private static void offer(Upstream upstream, Event event) {
        var versions = upstream.catalogue.computeIfAbsent(event.name(), _ -> new ArrayList<>());
        if (!versions.remove(event.version())) {
            versions.add(event.version());
        }
    }

    /** The same URL under a new id. */
    private static void recreate(Upstream upstream) {
        upstream.generation++;
        upstream.id = upstream.id.substring(0, 2) + "." + upstream.generation;
        upstream.label = upstream.id;
    }
}
