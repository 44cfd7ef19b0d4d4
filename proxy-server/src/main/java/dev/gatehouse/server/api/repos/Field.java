package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.tree.Node;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.managed.Definitions;

import java.util.Map;
import java.util.Optional;

/** A field of the API that sets one key of what the file would say. */
sealed interface Field {
    /** In the API. */
    String name();

    /** In the file. */
    String key();

    /** A text; the file's own check says whether it can be taken. */
    record Text(String name, String key) implements Field {}

    /** A word, with what the file calls it. */
    record Choice(String name, String key, Map<String, String> words) implements Field {}

    /** A whole number. */
    record Whole(String name, String key) implements Field {}

    /** True or false. */
    record Truth(String name, String key) implements Field {}

    /** A list of texts. */
    record Texts(String name, String key) implements Field {}

    /** A field whose name has underscores where its key has hyphens. */
    static String key(String name) {
        return name.replace('_', '-');
    }

    /**
     * The block with what the body says of this field; null takes the key away.
     *
     * @param whole whether the body says everything, so that what it does not say is taken away
     */
    default Node.Block set(Node.Block block, BodyFields body, boolean whole) {
        if (!body.has(name())) {
            return whole ? block.without(key()) : block;
        }
        if (!body.hasValue(name())) {
            return block.without(key());
        }
        return value(body).map(node -> block.with(key(), node)).orElse(block);
    }

    private Optional<Node> value(BodyFields body) {
        return switch (this) {
            case Text text -> body.optional(text.name()).map(Definitions::value);
            case Whole number ->
                    body.number(number.name()).map(n -> Definitions.value(Long.toString(n)));
            case Truth truth ->
                    body.truth(truth.name()).map(b -> Definitions.value(Boolean.toString(b)));
            case Texts texts -> Optional.of(Definitions.values(body.list(texts.name())));
            case Choice choice ->
                    body.optional(choice.name()).flatMap(word -> chosen(choice, word, body));
        };
    }

    private static Optional<Node> chosen(Choice choice, String word, BodyFields body) {
        String value = choice.words().get(word);
        if (value == null) {
            body.problem(
                    choice.name(),
                    "'"
                            + word
                            + "' is not a valid choice; expected one of "
                            + choice.words().keySet().stream().sorted().toList());
            return Optional.empty();
        }
        return Optional.of(Definitions.value(value));
    }
}
