package dev.gatehouse.config.tree;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.Iterator;
import java.util.Optional;

/**
 * Reads one YAML document of at most 1 MiB. Builds the tree from the parser's events, so that no
 * tag can construct anything; aliases, tags and a second document are errors.
 */
public final class YamlReader {
    /** The largest document, in characters. */
    public static final int MOST_CHARACTERS = 1 << 20;

    private final String file;
    private final Problems problems;

    /**
     * A reader of one file.
     *
     * @param file how the file is called in messages
     */
    public YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The document's block of keys; an empty document is an empty block. */
    public Node.Block read(String text) {
        Node.Block nothing = Node.Block.empty(new Place.InFile(file, 1, 1));
        if (text.length() > MOST_CHARACTERS) {
            problems.error("", nothing.place(), "expected at most 1 MiB of text");
            return nothing;
        }
        try {
            Optional<Node> node = parse(text);
            if (node.isEmpty() || (node.get() instanceof Node.Text blank && blank.missing())) {
                return nothing;
            }
            return asBlock(node.get(), nothing);
        } catch (MarkedYamlEngineException e) {
            problems.error("", place(e.getProblemMark()), "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.error("", nothing.place(), "not YAML: " + e.getMessage());
        }
        return nothing;
    }

    private Optional<Node> parse(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        return new TreeBuilder(events, this::place, problems).document();
    }

    private Node.Block asBlock(Node node, Node.Block nothing) {
        if (node instanceof Node.Block block) {
            return block;
        }
        problems.error("", node.place(), "expected a block of keys, found " + node.kind());
        return nothing;
    }

    private Place place(Optional<Mark> mark) {
        return new Place.InFile(
                file,
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1);
    }
}
