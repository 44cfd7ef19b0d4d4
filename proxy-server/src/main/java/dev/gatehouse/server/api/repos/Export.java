package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.tree.Node;
import dev.gatehouse.config.tree.YamlWriter;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.server.managed.Definitions;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Managed repositories as {@code gatehouse.yaml} would declare them. Each secret is a variable that
 * is still to be set. Not for more than one thread.
 */
final class Export {
    private static final Set<String> SECRETS = Set.of("password", "token");

    private final Map<String, String> variables = new TreeMap<>();

    private Export() {}

    static String of(List<ManagedRepository> managed) {
        Export export = new Export();
        Node.Block repositories = Definitions.empty();
        for (ManagedRepository repository : managed) {
            Node.Block whole = Definitions.whole(repository);
            repositories =
                    repositories.with(
                            repository.name(), export.block(whole, List.of(repository.name())));
        }
        Node.Block root = Definitions.empty().with("repositories", repositories);
        return export.head() + YamlWriter.write(root);
    }

    private String head() {
        StringBuilder head =
                new StringBuilder(
                        "# Written by `gatehouse export`, to be put into gatehouse.yaml.\n");
        if (!variables.isEmpty()) {
            head.append("# Secrets are not exported. Set these before the server is started:\n");
            variables.forEach(
                    (name, what) ->
                            head.append("#   ")
                                    .append(name)
                                    .append("  ")
                                    .append(what)
                                    .append('\n'));
        }
        return head.toString();
    }

    private Node.Block block(Node.Block block, List<String> path) {
        Node.Block exported = Definitions.empty();
        for (Map.Entry<String, Node.Entry> entry : block.entries().entrySet()) {
            String key = entry.getKey();
            boolean secret =
                    SECRETS.contains(key) || (!path.isEmpty() && path.getLast().equals("headers"));
            exported =
                    exported.with(
                            key,
                            secret
                                    ? variable(with(path, key))
                                    : node(entry.getValue().value(), with(path, key)));
        }
        return exported;
    }

    private Node node(Node node, List<String> path) {
        return switch (node) {
            case Node.Block block -> block(block, path);
            case Node.Text text -> Definitions.value(text.value().replace("${", "$${"));
            case Node.Items items ->
                    new Node.Items(
                            items.nodes().stream()
                                    .map(item -> node(item, named(item, path)))
                                    .toList(),
                            items.place());
        };
    }

    /** An upstream goes by its name, not by the list that it stands in. */
    private static List<String> named(Node item, List<String> path) {
        return item instanceof Node.Block block
                ? with(path.subList(0, path.size() - 1), Secrets.text(block, "name").orElse("x"))
                : path;
    }

    private Node.Text variable(List<String> path) {
        String base = String.join("_", path).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        String name = base;
        for (int more = 2; variables.containsKey(name); more++) {
            name = base + "_" + more;
        }
        variables.put(name, String.join(" ", path));
        return Definitions.value("${env:" + name + "}");
    }

    private static List<String> with(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }
}
