package dev.gatehouse.config.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class YamlWriterTest {
    private static final Place NOWHERE = new Place.Default();
    private static final String CHARACTERS = "aZ09 :-#'\"\\{}[],&*!|>%@`~?=.\n\t\u0007\u00e9\u2028";

    private static Node.Text text(String value) {
        return new Node.Text(value, false, NOWHERE);
    }

    private static Node.Block block(String key, Node value) {
        return Node.Block.empty(NOWHERE).with(key, value);
    }

    private static Node.Block read(String yaml) {
        Problems problems = new Problems();
        Node.Block read = new YamlReader("made.yaml", problems).read(yaml);
        assertThat(problems.hasErrors()).as("%s%n%s", problems, yaml).isFalse();
        return read;
    }

    /** The tree without places, which differ. */
    private static String shape(Node node) {
        return switch (node) {
            case Node.Text leaf -> leaf.missing() ? "missing" : "<" + leaf.value() + ">";
            case Node.Items items ->
                    items.nodes().stream().map(YamlWriterTest::shape).toList() + "";
            case Node.Block block -> {
                List<String> entries = new ArrayList<>();
                block.entries().forEach((k, e) -> entries.add("<" + k + ">=" + shape(e.value())));
                yield "{" + String.join(", ", entries) + "}";
            }
        };
    }

    @Test
    void keysAndListsStandOneToALine() {
        Node.Block upstream =
                block("name", text("internal")).with("url", text("https://npm.example/"));
        Node.Block root =
                block(
                        "main",
                        block("npm", block("upstreams", new Node.Items(List.of(upstream), NOWHERE)))
                                .with("pypi", Node.Block.empty(NOWHERE))
                                .with("host", new Node.Text("", true, NOWHERE)));

        assertThat(YamlWriter.write(root))
                .isEqualTo(
                        """
                        main:
                          npm:
                            upstreams:
                              - name: internal
                                url: https://npm.example/
                          pypi: {}
                          host: null
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "NULL", "~", "@acme/*", "a: b", "- a", "x #y", "${env:A}"})
    void aTextThatLooksLikeSomethingElseComesBackAsItself(String value) {
        Node.Block root = block(value, text(value));

        assertThat(shape(read(YamlWriter.write(root)))).isEqualTo(shape(root));
        assertThat(shape(read("k: " + YamlWriter.quoted(value))))
                .isEqualTo("{<k>=<" + value + ">}");
    }

    @Test
    void randomTreesComeBackAsTheyWere() {
        for (long seed = 1; seed <= 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Node.Block root = block(word(random), node(random, 4)).with("last", node(random, 4));

            String yaml = YamlWriter.write(root);

            assertThat(shape(read(yaml))).as("seed %d:%n%s", seed, yaml).isEqualTo(shape(root));
        }
    }

    private static Node node(SplittableRandom random, int depth) {
        int kind = random.nextInt(depth == 0 ? 2 : 4);
        if (kind == 0) {
            return new Node.Text("", true, NOWHERE);
        }
        if (kind == 1) {
            return text(word(random));
        }
        List<Node> below = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            below.add(node(random, depth - 1));
        }
        if (kind == 2) {
            return new Node.Items(below, NOWHERE);
        }
        Node.Block block = Node.Block.empty(NOWHERE);
        for (Node one : below) {
            block = block.with(word(random), one);
        }
        return block;
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(40) == 0 ? 200 : 6); i >= 0; i--) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return word.toString();
    }
}
