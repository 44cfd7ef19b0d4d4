package dev.gatehouse.server.managed;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.load.RepositoriesLoader;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.config.tree.YamlReader;
import dev.gatehouse.config.tree.YamlWriter;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.ManagedUpstream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/** Managed repositories in the form in which a file declares them. */
public final class Definitions {
    private static final String UPSTREAMS = "upstreams";

    private Definitions() {}

    /** A value of a key. */
    public static Node.Text value(String text) {
        return new Node.Text(text, false, new Place.Default());
    }

    /** The values of a key. */
    public static Node.Items values(List<String> texts) {
        return new Node.Items(
                texts.stream().<Node>map(Definitions::value).toList(), new Place.Default());
    }

    /** A block without keys. */
    public static Node.Block empty() {
        return Node.Block.empty(new Place.Default());
    }

    /** A repository of which nothing is set: it serves all formats. */
    public static Node.Block newRepository() {
        Node.Block block = empty();
        for (FormatName format : FormatName.values()) {
            block = block.with(format.key(), empty());
        }
        return block;
    }

    /** How a block is stored. */
    public static String text(Node.Block block) {
        return YamlWriter.write(block);
    }

    /** What is stored of a repository besides its upstreams. */
    public static Node.Block of(ManagedRepository repository) {
        return read(repository.definition(), repository.name(), new Problems());
    }

    /** What is stored of an upstream. */
    public static Node.Block of(ManagedUpstream upstream) {
        return read(upstream.definition(), upstream.slug(), new Problems());
    }

    /** A repository with its upstreams, as a file would declare it. */
    public static Node.Block whole(ManagedRepository repository) {
        return whole(repository, new Problems());
    }

    /**
     * All of them as a file would declare them.
     *
     * @param around the rest of the configuration
     * @param problems where errors are told; with any, what is returned cannot be used
     */
    public static RepositoriesConfig read(
            List<ManagedRepository> repositories, GatehouseConfig around, Problems problems) {
        Node.Block all = empty();
        for (ManagedRepository repository : repositories) {
            all = all.with(repository.name(), whole(repository, problems));
        }
        return RepositoriesLoader.read(all, around, problems);
    }

    /** The keys whose values differ. */
    public static List<String> changed(Node.Block before, Node.Block after) {
        SequencedSet<String> keys = new LinkedHashSet<>(before.entries().keySet());
        keys.addAll(after.entries().keySet());
        return keys.stream()
                .filter(key -> !text(only(before, key)).equals(text(only(after, key))))
                .toList();
    }

    private static Node.Block only(Node.Block block, String key) {
        return block.find(key).map(value -> empty().with(key, value)).orElseGet(Definitions::empty);
    }

    /** The format of the file that has that id. */
    public static FormatName format(FormatId id) {
        return FormatName.valueOf(id.value().toUpperCase(Locale.ROOT));
    }

    private static Node.Block whole(ManagedRepository repository, Problems problems) {
        Node.Block block = read(repository.definition(), repository.name(), problems);
        for (FormatName format : FormatName.values()) {
            List<Node> upstreams =
                    repository.upstreams().stream()
                            .filter(u -> u.format().value().equals(format.key()))
                            .<Node>map(u -> read(u.definition(), repository.name(), problems))
                            .toList();
            if (!upstreams.isEmpty()
                    && block.find(format.key()).orElseGet(Definitions::empty)
                            instanceof Node.Block below) {
                Node.Items items = new Node.Items(upstreams, below.place());
                block = block.with(format.key(), below.with(UPSTREAMS, items));
            }
        }
        return block;
    }

    private static Node.Block read(String text, String name, Problems problems) {
        return new YamlReader("managed repository " + name, problems).read(text);
    }
}
