package dev.gatehouse.config.tree;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;

import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/** Turns the events of one document into nodes. */
final class TreeBuilder {
    private static final int DEEPEST = 32;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final Iterator<Event> events;
    private final Function<Optional<Mark>, Place> places;
    private final Problems problems;

    TreeBuilder(Iterator<Event> events, Function<Optional<Mark>, Place> places, Problems problems) {
        this.events = events;
        this.places = places;
        this.problems = problems;
    }

    /** The first document; further ones are an error. */
    Optional<Node> document() {
        Optional<Node> node = Optional.empty();
        boolean second = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart && node.isPresent()) {
                second = true;
                problems.error("", place(event), "expected one document, found another one");
            } else if (isNode(event)) {
                Node read = node(event, "", 0);
                node = second ? node : Optional.of(read);
            }
        }
        return node;
    }

    private Node node(Event event, String path, int depth) {
        if (depth > DEEPEST) {
            throw new YamlEngineException("more than " + DEEPEST + " levels, at " + place(event));
        }
        refuseTag(event, path);
        return switch (event) {
            case MappingStartEvent start -> block(start, path, depth);
            case SequenceStartEvent start -> items(start, path, depth);
            case ScalarEvent scalar -> text(scalar);
            default -> alias(event, path);
        };
    }

    private Node.Block block(Event start, String path, int depth) {
        SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            Place keyPlace = place(event);
            String key = key(event, path, depth);
            String below = path.isEmpty() ? key : path + "." + key;
            Node value = node(events.next(), below, depth + 1);
            Node.Entry former = entries.putIfAbsent(key, new Node.Entry(keyPlace, value));
            if (former != null) {
                problems.error(below, keyPlace, "the key is already at " + former.keyPlace());
            }
            event = events.next();
        }
        return new Node.Block(entries, place(start));
    }

    private String key(Event event, String path, int depth) {
        Node key = node(event, path, depth + 1);
        if (key instanceof Node.Text text) {
            return text.value();
        }
        problems.error(path, key.place(), "expected a key, found " + key.kind());
        return key.kind();
    }

    private Node.Items items(Event start, String path, int depth) {
        List<Node> nodes = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            nodes.add(node(event, path + "[" + nodes.size() + "]", depth + 1));
            event = events.next();
        }
        return new Node.Items(nodes, place(start));
    }

    private Node text(ScalarEvent scalar) {
        boolean missing = scalar.isPlain() && NULLS.contains(scalar.getValue());
        return new Node.Text(scalar.getValue(), missing, place(scalar));
    }

    private Node alias(Event event, String path) {
        problems.error(path, place(event), "aliases are not supported; write the value again");
        return new Node.Text("", true, place(event));
    }

    private void refuseTag(Event event, String path) {
        Optional<String> tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent start -> start.getTag();
                    default -> Optional.empty();
                };
        if (tag.isPresent()) {
            problems.error(path, place(event), "tags are not supported; quote a text with '!'");
        }
    }

    private static boolean isNode(Event event) {
        return event instanceof ScalarEvent
                || event instanceof CollectionStartEvent
                || event instanceof AliasEvent;
    }

    private Place place(Event event) {
        return places.apply(event.getStartMark());
    }
}
