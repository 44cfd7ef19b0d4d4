package dev.gatehouse.config.load;

import dev.gatehouse.config.tree.Node;

import java.util.List;

/** Lays one value over a tree; what is missing on the way to it is made. */
record Patch(Node value) {
    /**
     * The tree in which the value stands at the end of these steps.
     *
     * @throws IllegalArgumentException if an index is further than one past the end of its list
     */
    Node.Block onto(Node.Block root, Step.Name first, List<Step> rest) {
        return root.with(first.key(), at(root.find(first.key()).orElse(value), rest));
    }

    private Node at(Node node, List<Step> steps) {
        if (steps.isEmpty()) {
            return value;
        }
        List<Step> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Step.Name name -> onto(block(node), name, rest);
            case Step.Index(int index) -> into(items(node), index, rest);
        };
    }

    private Node.Items into(Node.Items items, int index, List<Step> rest) {
        int size = items.nodes().size();
        if (index > size) {
            throw new IllegalArgumentException(
                    "index " + index + ": the list has only " + size + " items");
        }
        Node old = index < size ? items.nodes().get(index) : value;
        return items.with(index, at(old, rest));
    }

    private Node.Block block(Node node) {
        return node instanceof Node.Block block ? block : Node.Block.empty(value.place());
    }

    private Node.Items items(Node node) {
        return node instanceof Node.Items items ? items : new Node.Items(List.of(), value.place());
    }
}
