package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.trust.PresenceMemory.Ask;
import dev.gatehouse.core.trust.Sample.Item;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A gate in small around the code under test: what it decides, as lines of text. */
final class TestedGate {
    private static final OwnedNames OWNED =
            new OwnedNames(
                    List.of(
                            new OwnedNames.Pattern(
                                    "owned-*", n -> n.value().startsWith("owned-"))));

    private final World world;
    private final TrustEngine engine;
    private final PresenceSettings settings;
    private Enforcement enforcement = Enforcement.ENFORCE;
    private final PresenceMemory memory = new PresenceJudge();

    private final List<PresenceMemory.Effect> effects = new ArrayList<>();

    private record Key(String source, String name) {}

    private final Map<Key, PresenceRecord> records = new HashMap<>();
    private final Map<Key, ReleaseIndex<Item, String>> stored = new HashMap<>();
    private final Set<Key> supplied = new HashSet<>();
    private final Map<String, Map<Version, SourceId>> pins = new HashMap<>();
    private final Map<String, List<String>> published = new HashMap<>();
    private final Set<String> reserved = new HashSet<>();

    TestedGate(World world, TrustEngine engine, PresenceSettings settings) {
        this.world = world;
        this.engine = engine;
        this.settings = settings;
    }

    TestedGate enforcing(Enforcement other) {
        enforcement = other;
        return this;
    }

    /** Lives through these events, and says what its observations did. */
    List<PresenceMemory.Effect> play(List<Event> events) {
        for (var event : events) {
            world.apply(event);
            apply(event);
        }
        return effects;
    }

    String apply(Event event) {
        var name = event.name();
        switch (event.kind()) {
            case LOOK -> {
                return look(name).line();
            }
            case FETCH -> {
                return fetch(name, event.version());
            }
            case CONFIRM -> {
                return confirm(name);
            }
            case PUBLISH -> published(name).add(event.version());
            case DELETE -> {
                if (published.remove(name) != null) {
                    reserved.add(name);
                }
            }
            case RELEASE -> reserved.remove(name);
            case CLAIM -> claim(name);
            case FORGET -> supplied.removeIf(key -> key.name().equals(name) && isUntrusted(key));
            case RESTART -> restart();
            case ADVANCE, JUMP, OFFER, DROP, DIE, HIDE_ALL, ANSWER -> {}
            case TOGGLE_TRUST, TOGGLE_ASKED, RENAME, REMOVE -> {}
        }
        return "";
    }

    private List<String> published(String name) {
        return published.computeIfAbsent(name, _ -> new ArrayList<>());
    }

    private void claim(String name) {
        supplied.removeIf(key -> key.name().equals(name) && isUntrusted(key));
        pins(name).values().removeIf(id -> isUntrusted(new Key(id.value(), name)));
        reserved.add(name);
    }

    private boolean isUntrusted(Key key) {
        return world.upstreams.stream().anyMatch(u -> u.id.equals(key.source()) && !u.trusted);
    }

    private void restart() {
        records.replaceAll(
                (_, r) ->
                        new PresenceRecord(
                                r.present(),
                                Optional.empty(),
                                Optional.empty(),
                                r.storedAbsent().filter(_ -> settings.lastKnown())));
    }

    private Map<Version, SourceId> pins(String name) {
        return pins.computeIfAbsent(name, _ -> new HashMap<>());
    }

    private record Look(String line, VisibleIndex<Item, String> index) {}

    private Look look(String name) {
        var line = new StringBuilder();
        var facts = new ArrayList<SourceFacts>();
        facts.add(local(name).facts(packageName(name), OWNED));
        for (var upstream : world.upstreams) {
            facts.add(facts(upstream, name, line));
        }
        var ruling = engine.rule(packageName(name), facts);
        line.append(ruling.rule()).append(' ');
        line.append(
                ruling.sources().stream()
                        .map(s -> s.ruling().name())
                        .collect(Collectors.joining(",")));
        var offers = new ArrayList<Offer<Item, String>>();
        for (var source : ruling.serving(enforcement)) {
            offers.add(source.isLocal() ? localOffer(name) : offer(source, name));
        }
        var index = engine.select(ruling, offers, pins(name));
        var merged = RuleAgainstModelTest.line(index).replace("'", "");
        return new Look(line + " " + merged, index);
    }

    private LocalName local(String name) {
        return published.containsKey(name)
                ? LocalName.PUBLISHED
                : reserved.contains(name) ? LocalName.RESERVED : LocalName.FREE;
    }

    private SourceFacts facts(World.Upstream upstream, String name, StringBuilder line) {
        var source = source(upstream);
        var presence = Presence.ABSENT;
        if (upstream.trusted && upstream.asked) {
            var judgement = memory.judge(record(source, name), settings, now());
            line.append(judgement.ask()).append(' ');
            if (judgement.ask() == Ask.NOW) {
                observe(upstream, name);
                judgement = memory.judge(record(source, name), settings, now());
            }
            line.append(judgement.presence()).append(judgement.lastKnown() ? "! " : " ");
            presence = judgement.presence();
        } else if (upstream.trusted) {
            presence =
                    record(source, name).present().isPresent() ? Presence.PRESENT : Presence.ABSENT;
        }
        return supplied.contains(new Key(upstream.id, name))
                ? Sample.supplier(
                        source, presence, Sample.provenance(packageName(name), source.id()))
                : Sample.facts(source, presence);
    }

    private PresenceRecord record(Source source, String name) {
        return records.getOrDefault(new Key(source.id().value(), name), PresenceRecord.NOTHING);
    }

    /** Asks a trusted upstream, and remembers. */
    private Observation observe(World.Upstream upstream, String name) {
        var observation = observation(upstream.answer(name));
        var key = new Key(upstream.id, name);
        var update =
                memory.observe(
                        records.getOrDefault(key, PresenceRecord.NOTHING), observation, settings);
        records.put(key, update.record());
        effects.add(update.effect());
        return observation;
    }

    private Observation observation(char answer) {
        return switch (answer) {
            case 'P' -> new Observation.Present(now());
            case 'A' -> new Observation.Absent(now());
            default -> new Observation.Unknown(now(), "no answer");
        };
    }

    private Offer<Item, String> localOffer(String name) {
        return published.containsKey(name)
                ? Sample.releases(Source.LOCAL, published(name).toArray(String[]::new))
                : Sample.absent(Source.LOCAL);
    }

    private Offer<Item, String> offer(Source source, String name) {
        var upstream = upstream(source.id().value());
        var key = new Key(upstream.id, name);
        var old = stored.get(key);
        if (!upstream.asked) {
            return old == null
                    ? new Offer.Absent<>(source)
                    : new Offer.Releases<>(source, old, true);
        }
        var answer =
                upstream.trusted ? observe(upstream, name) : observation(upstream.answer(name));
        return switch (answer) {
            case Observation.Present _ -> fresh(source, key, upstream);
            case Observation.Absent _ when old == null -> new Offer.Absent<>(source);
            case Observation.Absent _ -> new Offer.Withdrawn<>(source, old, ownedBy(key));
            case Observation.Unknown _ when old == null -> Sample.unreachable(source);
            case Observation.Unknown _ -> new Offer.Releases<>(source, old, false);
        };
    }

    private Offer<Item, String> fresh(Source source, Key key, World.Upstream upstream) {
        var versions = upstream.catalogue.getOrDefault(key.name(), List.of());
        var index = Sample.index(source, versions.toArray(String[]::new));
        stored.put(key, index);
        return new Offer.Releases<>(source, index, true);
    }

    private Set<Version> ownedBy(Key key) {
        return pins(key.name()).entrySet().stream()
                .filter(pin -> pin.getValue().value().equals(key.source()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private String fetch(String name, String version) {
        var look = look(name);
        var wanted = new Version(version);
        var owner = look.index().find(wanted).map(a -> a.owner().id().value()).orElse("nobody");
        if (world.upstreams.stream()
                .anyMatch(u -> u.id.equals(owner) && serves(u, name, version))) {
            pins(name).put(wanted, new SourceId(owner));
            supplied.add(new Key(owner, name));
        }
        return look.line() + " from " + owner;
    }

    private static boolean serves(World.Upstream upstream, String name, String version) {
        return upstream.mode == 'U'
                && upstream.asked
                && upstream.catalogue.getOrDefault(name, List.of()).contains(version);
    }

    private String confirm(String name) {
        var line = new StringBuilder("confirm");
        for (var upstream : world.upstreams) {
            var record = record(source(upstream), name);
            if (upstream.trusted
                    && upstream.asked
                    && memory.nextQuestion(record, settings, now())
                            .filter(next -> !now().isBefore(next))
                            .isPresent()) {
                observe(upstream, name);
                line.append(' ').append(upstream.id);
            }
        }
        return line.toString();
    }

    private World.Upstream upstream(String id) {
        return world.upstreams.stream().filter(u -> u.id.equals(id)).findFirst().orElseThrow();
    }

    private static Source source(World.Upstream upstream) {
        return new Source(
                new SourceId(upstream.id),
                upstream.label,
                upstream.trusted ? Trust.TRUSTED : Trust.UNTRUSTED,
                upstream.asked);
    }

    private Instant now() {
        return Instant.ofEpochMilli(world.now);
    }

    private static PackageName packageName(String name) {
        return Sample.name(name);
    }
}
