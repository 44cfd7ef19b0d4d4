package dev.gatehouse.server.policy;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.tree.Node;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** JSON as the tree that files are read into. */
public final class JsonNodes {
    private static final Place NOWHERE = new Place.Default();

    private JsonNodes() {}

    /** An object. */
    public static Node.Block block(JsonNode object) {
        SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
        object.properties()
                .forEach(e -> entries.put(e.getKey(), new Node.Entry(NOWHERE, of(e.getValue()))));
        return new Node.Block(entries, NOWHERE);
    }

    private static Node of(JsonNode node) {
        if (node.isObject()) {
            return block(node);
        }
        if (node.isArray()) {
            List<Node> nodes = new ArrayList<>();
            node.forEach(item -> nodes.add(of(item)));
            return new Node.Items(nodes, NOWHERE);
        }
        return new Node.Text(node.asString(""), node.isNull(), NOWHERE);
    }
}
