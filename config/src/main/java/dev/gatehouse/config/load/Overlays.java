package dev.gatehouse.config.load;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Lays the environment, and then the command line, over what the file says. */
record Overlays(Key.Keys keys, Problems problems) {
    /** Variables with our prefix that are not keys. */
    private static final Set<String> NOT_KEYS =
            Set.of("GATEHOUSE_URL", "GATEHOUSE_TOKEN", "GATEHOUSE_ADMIN_TOKEN");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The tree with the variables in it; an empty variable counts as not set. */
    Node.Block environment(Node.Block root, Map<String, String> environment) {
        List<String> names =
                environment.keySet().stream()
                        .filter(name -> name.startsWith(VariableNames.PREFIX))
                        .filter(name -> !NOT_KEYS.contains(name))
                        .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                        .sorted(Comparator.comparing(Overlays::numbersPadded))
                        .toList();
        Node.Block tree = root;
        for (String name : names) {
            Place place = new Place.Variable(name);
            Optional<List<Step>> steps = VariableNames.find(keys, tree, name);
            if (steps.isEmpty()) {
                problems.warning("", place, unknown(name));
                continue;
            }
            tree = put(tree, steps.get(), environment.getOrDefault(name, ""), place);
        }
        return tree;
    }

    /** The tree with the values of the command line in it. */
    Node.Block commandLine(Node.Block root, Map<String, String> values) {
        Node.Block tree = root;
        for (Map.Entry<String, String> value : values.entrySet()) {
            Place place = new Place.CommandLine(value.getKey());
            try {
                List<Step> steps = Step.parse(value.getKey());
                tree = put(tree, steps, value.getValue(), place);
            } catch (IllegalArgumentException e) {
                problems.error(value.getKey(), place, String.valueOf(e.getMessage()));
            }
        }
        return tree;
    }

    private Node.Block put(Node.Block tree, List<Step> steps, String value, Place place) {
        try {
            Patch patch = new Patch(new Node.Text(value, false, place));
            return patch.onto(tree, (Step.Name) steps.getFirst(), steps.subList(1, steps.size()));
        } catch (IllegalArgumentException e) {
            problems.error("", place, String.valueOf(e.getMessage()));
            return tree;
        }
    }

    private String unknown(String name) {
        List<String> fixed = VariableNames.fixed(keys, VariableNames.PREFIX).toList();
        return "no key has this variable"
                + NearestName.among(fixed, name)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("");
    }

    // Upstream 9 must be there before upstream 10 can follow it.
    private static String numbersPadded(String name) {
        return NUMBER.matcher(name)
                .replaceAll(
                        found ->
                                "0".repeat(Math.max(0, 9 - found.group().length()))
                                        + found.group());
    }
}
