package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.FormatName;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

class ReferenceTest {
    @Test
    void theReferenceListsEveryKeyWithItsFormDefaultAndMeaning() throws IOException {
        String reference = Files.readString(Path.of("..", "docs", "guide", "configuration.md"));

        assertThat(rows(RootKeys.ALL, "").toList())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(reference.lines()).contains(row));
        assertThat(reference.lines().filter(line -> line.startsWith("| `")))
                .hasSameSizeAs(rows(RootKeys.ALL, "").toList());
    }

    private static Stream<String> rows(Key.Keys keys, String prefix) {
        return keys.all().stream().flatMap(key -> rows(key, prefix + key.name()));
    }

    private static Stream<String> rows(Key key, String path) {
        return switch (key) {
            case Key.One<?> one -> Stream.of(row(path, one.form().expected(), fallback(one), key));
            case Key.Several<?> several ->
                    Stream.of(row(path, "a list, each " + several.items().expected(), "[]", key));
            case Key.Words<?> words ->
                    Stream.of(
                            row(path, "names, each with " + words.values().expected(), "{}", key));
            case Key.Part part when isLikeNpm(part.name()) ->
                    Stream.concat(
                            Stream.of(row(path, "the same keys as npm, and", "", key)),
                            rows(ownKeys(part.keys()), path + "."));
            case Key.Part part ->
                    Stream.concat(
                            Stream.of(row(path, "a block", "", key)),
                            rows(part.keys(), path + "."));
            case Key.Parts parts ->
                    Stream.concat(
                            Stream.of(row(path, "a list of blocks", "[]", key)),
                            rows(parts.keys(), path + "[N]."));
            case Key.NamedParts parts ->
                    Stream.concat(
                            Stream.of(row(path, "blocks by name", "", key)),
                            rows(parts.keys(), path + ".NAME."));
        };
    }

    private static Key.Keys ownKeys(Key.Keys keys) {
        Key.Keys npm = new FormatKeys(FormatName.NPM).block().keys();
        return new Key.Keys(
                keys.all().stream().filter(key -> npm.find(key.name()).isEmpty()).toList());
    }

    private static boolean isLikeNpm(String name) {
        return Arrays.stream(FormatName.values())
                .filter(format -> format != FormatName.NPM)
                .anyMatch(format -> format.key().equals(name));
    }

    private static <T> String fallback(Key.One<T> one) {
        return one.required()
                ? "required"
                : one.fallback().map(one.form().render()).map(text -> "`" + text + "`").orElse("");
    }

    private static String row(String path, String form, String fallback, Key key) {
        return "| `%s` | %s | %s | %s |".formatted(path, form, fallback, key.about());
    }
}
