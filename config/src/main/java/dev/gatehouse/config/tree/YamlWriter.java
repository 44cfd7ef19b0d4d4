package dev.gatehouse.config.tree;

import dev.gatehouse.config.report.Place;

import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML, one key a line. What it writes, {@link YamlReader} reads as the same tree;
 * equal trees give equal texts.
 */
public final class YamlWriter {
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:null)$)[A-Za-z0-9/][A-Za-z0-9._/:+-]*(?<!:)");
    private static final ImplicitTuple ANY_STYLE = new ImplicitTuple(true, true);

    private final List<Event> events = new ArrayList<>();

    private YamlWriter() {}

    /** A scalar as it is written behind a key. */
    public static String quoted(String value) {
        Place nowhere = new Place.Default();
        Node.Text text = new Node.Text(value, false, nowhere);
        return write(Node.Block.empty(nowhere).with("k", text)).substring("k: ".length()).strip();
    }

    /** The text of a document; it ends with a line break. */
    public static String write(Node.Block root) {
        YamlWriter writer = new YamlWriter();
        writer.events.add(new StreamStartEvent());
        writer.events.add(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        writer.node(root);
        writer.events.add(new DocumentEndEvent(false));
        writer.events.add(new StreamEndEvent());
        DumpSettings settings =
                DumpSettings.builder()
                        .setWidth(YamlReader.MOST_CHARACTERS)
                        .setIndicatorIndent(2)
                        .setIndentWithIndicator(true)
                        .setMaxSimpleKeyLength(1024)
                        .setUseUnicodeEncoding(false)
                        .build();
        return new Present(settings).emitToString(writer.events.iterator());
    }

    private void node(Node node) {
        switch (node) {
            case Node.Text leaf when leaf.missing() -> scalar("null", ScalarStyle.PLAIN);
            case Node.Text leaf -> scalar(leaf.value());
            case Node.Block block -> {
                events.add(
                        new MappingStartEvent(
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                style(block.entries().isEmpty())));
                block.entries()
                        .forEach(
                                (key, entry) -> {
                                    scalar(key);
                                    node(entry.value());
                                });
                events.add(new MappingEndEvent());
            }
            case Node.Items items -> {
                events.add(
                        new SequenceStartEvent(
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                style(items.nodes().isEmpty())));
                items.nodes().forEach(this::node);
                events.add(new SequenceEndEvent());
            }
        }
    }

    private static FlowStyle style(boolean empty) {
        return empty ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }

    private void scalar(String value) {
        boolean plain = PLAIN.matcher(value).matches();
        scalar(value, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private void scalar(String value, ScalarStyle style) {
        events.add(new ScalarEvent(Optional.empty(), Optional.empty(), ANY_STYLE, value, style));
    }
}
