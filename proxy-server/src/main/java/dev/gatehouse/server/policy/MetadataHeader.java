package dev.gatehouse.server.policy;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.config.tree.YamlReader;

import java.util.List;
import java.util.Optional;

/**
 * What the comment at the head of a module says of it, in the form of OPA's annotations
 * (www.openpolicyagent.org/docs/policy-language/#metadata): {@code title}, {@code description}, and
 * below {@code custom.gatehouse} the other fields of a policy. OPA ignores what it does not know.
 */
final class MetadataHeader {
    private static final String MARK = "# METADATA";

    private MetadataHeader() {}

    /**
     * The fields of the policy, without its rule.
     *
     * @param otherwise its name if no title is given
     */
    static Node.Block read(String module, String file, String otherwise, Problems problems) {
        Node.Block header = new YamlReader(file, problems).read(yaml(module));
        Node.Block fields = fields(header, problems);
        Node name =
                header.find("title")
                        .orElseGet(
                                () ->
                                        new Node.Text(
                                                otherwise, false, new Place.InFile(file, 1, 1)));
        fields = fields.with("name", name);
        Optional<Node> description = header.find("description");
        return description.isPresent() ? fields.with("description", description.get()) : fields;
    }

    private static Node.Block fields(Node.Block header, Problems problems) {
        Node custom = header.find("custom").orElseGet(() -> Node.Block.empty(header.place()));
        if (custom instanceof Node.Block block) {
            Node own = block.find("gatehouse").orElseGet(() -> Node.Block.empty(block.place()));
            if (own instanceof Node.Block fields) {
                return without(fields, problems);
            }
            problems.error("custom.gatehouse", own.place(), "expected a block of keys");
            return Node.Block.empty(own.place());
        }
        problems.error("custom", custom.place(), "expected a block of keys");
        return Node.Block.empty(custom.place());
    }

    /** The rule is the module, and nothing else. */
    private static Node.Block without(Node.Block fields, Problems problems) {
        Node.Block left = fields;
        for (String field : List.of("rego", "rule", "name", "description")) {
            Optional<Node> found = left.find(field);
            if (found.isPresent()) {
                problems.error(
                        "custom.gatehouse." + field,
                        found.get().place(),
                        "not here: the module is the rule, title and description stand above");
                left = left.without(field);
            }
        }
        return left;
    }

    /** The comment with all lines, and characters, in their places. */
    private static String yaml(String module) {
        StringBuilder yaml = new StringBuilder();
        boolean inside = false;
        for (String line : module.lines().toList()) {
            if (inside && !line.startsWith("#")) {
                break;
            }
            if (inside) {
                yaml.append(' ').append(line, 1, line.length());
            } else if (line.startsWith("package ")) {
                break;
            }
            inside = inside || line.stripTrailing().equals(MARK);
            yaml.append('\n');
        }
        return inside ? yaml.toString() : "";
    }
}
