package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.config.tree.YamlReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class ExampleFileTest {
    private static final Path EXAMPLE = Path.of("gatehouse.example.yaml");
    private static final Key.Keys NPM = new FormatKeys(FormatName.NPM).block().keys();

    private static final String SIGNING = "SIGNING_KEY";
    private static final String KEY = "a".repeat(43) + "=";

    @TempDir Path directory;

    @Test
    void theExampleLoadsAsItIs() throws IOException {
        String example = Files.readString(EXAMPLE);

        List<String> warnings = new Loading().env(SIGNING, KEY).warnings(example);

        assertThat(warnings).isEmpty();
    }

    @Test
    void theExampleLoadsWithEveryKeySet() throws IOException {
        Files.writeString(directory.resolve("partner-token.txt"), "t0k\n");
        for (String file : List.of("gatehouse.crt", "gatehouse.key", "internal-ca.pem")) {
            Files.createFile(directory.resolve(file));
        }
        Loading loading =
                new Loading(directory)
                        .env("INTERNAL_PASSWORD", "x")
                        .env(SIGNING, KEY)
                        .env("WEBHOOK_SECRET", "sixteen-or-more-characters")
                        .env("OLD_WEBHOOK_SECRET", "sixteen-or-more-characters");

        GatehouseConfig config = loading.config(everyKeySet());

        assertThat(config.server().tls()).isPresent();
        assertThat(config.webhooks()).hasSize(1);
        assertThat(Loading.format(config, FormatName.NPM).upstreams()).hasSize(3);
    }

    @Test
    void everyKeyStandsInTheExample() throws IOException {
        Problems problems = new Problems();
        Node.Block root = new YamlReader("example", problems).read(everyKeySet());

        assertThat(missing(RootKeys.ALL, List.of(root), "")).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    private static String everyKeySet() throws IOException {
        return Files.readString(EXAMPLE).replaceAll("(?m)^#( *(?:- )?[a-z][a-z-]*:)", "$1");
    }

    private static boolean isLikeNpm(String path) {
        return path.endsWith(".pypi.") || path.endsWith(".maven.");
    }

    private static List<String> missing(Key.Keys keys, List<Node.Block> blocks, String path) {
        return keys.all().stream()
                .filter(key -> !isLikeNpm(path) || !NPM.names().contains(key.name()))
                .flatMap(key -> missing(key, blocks, path + key.name()))
                .toList();
    }

    private static Stream<String> missing(Key key, List<Node.Block> blocks, String path) {
        List<Node> found =
                blocks.stream()
                        .map(block -> block.find(key.name()))
                        .flatMap(Optional::stream)
                        .toList();
        if (found.isEmpty()) {
            return Stream.of(path);
        }
        return switch (key) {
            case Key.Part part -> missing(part.keys(), blocks(found), path + ".").stream();
            case Key.Parts parts ->
                    missing(parts.keys(), blocks(items(found)), path + ".").stream();
            case Key.NamedParts parts ->
                    missing(parts.keys(), blocks(values(found)), path + ".").stream();
            case Key.One<?> _, Key.Several<?> _, Key.Words<?> _ -> Stream.of();
        };
    }

    private static List<Node> items(List<Node> nodes) {
        return nodes.stream().flatMap(node -> ((Node.Items) node).nodes().stream()).toList();
    }

    private static List<Node> values(List<Node> nodes) {
        return blocks(nodes).stream()
                .flatMap(block -> block.entries().values().stream().map(Node.Entry::value))
                .toList();
    }

    private static List<Node.Block> blocks(List<Node> nodes) {
        return nodes.stream().map(Node.Block.class::cast).toList();
    }
}
