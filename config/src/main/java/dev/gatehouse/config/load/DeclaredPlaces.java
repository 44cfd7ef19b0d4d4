package dev.gatehouse.config.load;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.tree.Node;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where repositories and their upstreams are declared, for those who are told to change them. */
final class DeclaredPlaces {
    private final Map<String, Place> places = new LinkedHashMap<>();

    private DeclaredPlaces() {}

    /** The configuration, knowing where its repositories stand in that tree. */
    static GatehouseConfig in(GatehouseConfig config, Node.Block tree) {
        Node.Entry declared = tree.entries().get(RootKeys.REPOSITORIES.name());
        if (declared == null || !(declared.value() instanceof Node.Block repositories)) {
            return config;
        }
        DeclaredPlaces found = new DeclaredPlaces();
        found.places.put("", declared.keyPlace());
        repositories.entries().forEach(found::repository);
        return config.repositories()
                .map((RepositoriesConfig all) -> config.with(all.at(found.places)))
                .orElse(config);
    }

    private void repository(String name, Node.Entry entry) {
        places.put(name, entry.keyPlace());
        if (entry.value() instanceof Node.Block block) {
            for (FormatName format : FormatName.values()) {
                Node.Entry below = block.entries().get(format.key());
                if (below != null) {
                    format(name + "/" + format.key(), below);
                }
            }
        }
    }

    private void format(String path, Node.Entry entry) {
        places.put(path, entry.keyPlace());
        if (entry.value() instanceof Node.Block block
                && block.find("upstreams").orElse(block) instanceof Node.Items upstreams) {
            upstreams.nodes().forEach(node -> upstream(path, node));
        }
    }

    private void upstream(String path, Node node) {
        if (node instanceof Node.Block block
                && block.find("name").orElse(block) instanceof Node.Text name) {
            places.put(path + "/" + name.value(), block.place());
        }
    }
}
