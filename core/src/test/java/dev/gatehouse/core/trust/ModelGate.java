package dev.gatehouse.core.trust;

import dev.gatehouse.core.trust.ReferenceModel.Doc;
import dev.gatehouse.core.trust.ReferenceModel.Seen;
import dev.gatehouse.core.trust.ReferenceModel.Src;
import dev.gatehouse.core.trust.ReferenceModel.Times;
import dev.gatehouse.core.trust.World.Upstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The same gate in small around the reference model. */
final class ModelGate {
    private final World world;
    private final Times times;
    private final boolean monitor;

    /** By upstream id and name: {@code "T0/web"}. */
    private final Map<String, List<Seen>> histories = new HashMap<>();

    private final Map<String, List<String>> documents = new HashMap<>();
    private final Set<String> supplied = new HashSet<>();
    private final Map<String, Map<String, String>> pins = new HashMap<>();
    private final Map<String, List<String>> local = new HashMap<>();
    private final Set<String> reserved = new HashSet<>();

    ModelGate(World world, Times times, boolean monitor) {
        this.world = world;
        this.times = times;
        this.monitor = monitor;
    }

    String apply(Event event) {
        var name = event.name();
        switch (event.kind()) {
            case LOOK -> {
                return look(name, new ArrayList<>());
            }
            case FETCH -> {
                return fetch(name, event.version());
            }
            case CONFIRM -> {
                return confirm(name);
            }
            case PUBLISH ->
                    local.computeIfAbsent(name, _ -> new ArrayList<>()).add(event.version());
            case DELETE -> delete(name);
            case RELEASE -> reserved.remove(name);
            case CLAIM -> {
                untrusted().forEach(u -> supplied.remove(u.id + "/" + name));
                untrusted().forEach(u -> pins(name).values().removeIf(u.id::equals));
                reserved.add(name);
            }
            case FORGET -> untrusted().forEach(u -> supplied.remove(u.id + "/" + name));
            case RESTART -> histories.values().forEach(h -> h.add(new Seen('R', world.now)));
            case ADVANCE, JUMP, OFFER, DROP, DIE, HIDE_ALL, ANSWER -> {}
            case TOGGLE_TRUST, TOGGLE_ASKED, RENAME, REMOVE -> {}
        }
        return "";
    }

    private void delete(String name) {
        if (local.containsKey(name)) {
            local.remove(name);
            reserved.add(name);
        }
    }

    private List<Upstream> untrusted() {
        return world.upstreams.stream().filter(u -> !u.trusted).toList();
    }

    private Map<String, String> pins(String name) {
        return pins.computeIfAbsent(name, _ -> new TreeMap<>());
    }

    private List<Seen> history(Upstream upstream, String name) {
        return histories.computeIfAbsent(upstream.id + "/" + name, _ -> new ArrayList<>());
    }

    private String look(String name, List<Doc> docs) {
        var line = new ArrayList<String>();
        var sources = new ArrayList<Src>();
        var mine = local.containsKey(name) || reserved.contains(name) || name.startsWith("owned-");
        sources.add(new Src("local", true, true, mine ? 'P' : 'A', false));
        for (var upstream : world.upstreams) {
            sources.add(
                    new Src(
                            upstream.id,
                            upstream.trusted,
                            upstream.asked,
                            presence(upstream, name, line),
                            supplied.contains(upstream.id + "/" + name)));
        }
        var rulings = sources.stream().map(s -> ReferenceModel.ruling(s, sources)).toList();
        line.add(ReferenceModel.rule(sources) + " " + String.join(",", rulings));
        for (var i = 0; i < sources.size(); i++) {
            if (monitor || rulings.get(i).equals("PERMITTED")) {
                docs.add(i == 0 ? localDoc(name) : doc(world.upstreams.get(i - 1), name));
            }
        }
        var ids = sources.stream().map(Src::id).collect(Collectors.toSet());
        line.add(ReferenceModel.merged(docs, pins(name), ids));
        return String.join(" ", line);
    }

    private char presence(Upstream upstream, String name, List<String> line) {
        var history = history(upstream, name);
        if (!upstream.trusted) {
            return 'A';
        }
        if (!upstream.asked) {
            return ReferenceModel.holds(history, times) ? 'P' : 'A';
        }
        var ask = ReferenceModel.ask(history, times, world.now);
        if (ask.equals("NOW")) {
            question(upstream, name);
        }
        var presence = ReferenceModel.presence(history, times, world.now);
        line.add(
                switch (presence) {
                    case 'P' -> ask + " PRESENT";
                    case 'A' -> ask + " ABSENT";
                    case 'a' -> ask + " ABSENT!";
                    default -> ask + " UNKNOWN";
                });
        return presence == 'a' ? 'A' : presence;
    }

    private char question(Upstream upstream, String name) {
        var answer = upstream.answer(name);
        history(upstream, name).add(new Seen(answer, world.now));
        return answer;
    }

    private Doc localDoc(String name) {
        var versions = local.get(name);
        return versions == null
                ? new Doc("local", 'A', List.of(), Set.of())
                : new Doc("local", 'C', versions.stream().distinct().toList(), Set.of());
    }

    private Doc doc(Upstream upstream, String name) {
        var key = upstream.id + "/" + name;
        var answer = upstream.trusted ? 'Q' : upstream.answer(name);
        if (!upstream.asked) {
            answer = documents.containsKey(key) ? 'P' : 'A';
        } else {
            if (answer == 'Q') {
                answer = question(upstream, name);
            }
            if (answer == 'P') {
                documents.put(key, List.copyOf(upstream.catalogue.getOrDefault(name, List.of())));
            }
        }
        var had = documents.get(key);
        var stored =
                pins(name).entrySet().stream()
                        .filter(pin -> pin.getValue().equals(upstream.id))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        return had == null
                ? new Doc(upstream.id, answer == 'A' ? 'A' : 'N', List.of(), Set.of())
                : new Doc(
                        upstream.id, answer == 'P' ? 'C' : answer == 'A' ? 'W' : 'S', had, stored);
    }

    private String fetch(String name, String version) {
        var docs = new ArrayList<Doc>();
        var line = look(name, docs);
        var ids = world.upstreams.stream().map(u -> u.id).collect(Collectors.toSet());
        ids.add("local");
        var fate = ReferenceModel.fate(version, docs, pins(name), ids);
        var owner = fate.startsWith("hidden") || fate.equals("-") ? "nobody" : fate;
        for (var upstream : world.upstreams) {
            if (upstream.id.equals(owner)
                    && upstream.asked
                    && upstream.answer(name) == 'P'
                    && upstream.catalogue.getOrDefault(name, List.of()).contains(version)) {
                supplied.add(owner + "/" + name);
                pins(name).put(version, owner);
            }
        }
        return line + " from " + owner;
    }

    private String confirm(String name) {
        var line = new StringBuilder("confirm");
        for (var upstream : world.upstreams) {
            if (upstream.trusted
                    && upstream.asked
                    && ReferenceModel.isQuestionDue(history(upstream, name), times, world.now)) {
                question(upstream, name);
                line.append(' ').append(upstream.id);
            }
        }
        return line.toString();
    }
}
