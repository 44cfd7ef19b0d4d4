package dev.gatehouse.server.api.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.packages.TagEdit.Action;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

class TagEditTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ItemTag FIXED = new ItemTag("fixed", true, Instant.EPOCH);
    private static final ItemTag LOOSE = new ItemTag("loose", false, Instant.EPOCH);

    private static List<String> after(Action action, String... tags) {
        return new TagEdit(action, List.of(tags), false, NOON)
                .apply(List.of(FIXED, LOOSE)).stream().map(ItemTag::name).toList();
    }

    @Test
    void tagsAreAddedRemovedReplacedAndCleared() {
        assertThat(after(Action.ADD, "new")).containsExactly("fixed", "loose", "new");
        assertThat(after(Action.REMOVE, "loose", "none")).containsExactly("fixed");
        assertThat(after(Action.REPLACE, "new")).containsExactly("fixed", "new");
        assertThat(after(Action.CLEAR)).containsExactly("fixed");
    }

    @Test
    void anImmutableTagIsNotRemoved() {
        assertThatThrownBy(() -> after(Action.REMOVE, "fixed"))
                .isInstanceOf(ApiException.class)
                .hasMessage("Invalid input.");
    }

    @Test
    void aTagThatIsThereKeepsItsTimeAndCanBecomeImmutable() {
        List<ItemTag> tags =
                new TagEdit(Action.ADD, List.of("loose"), true, NOON).apply(List.of(LOOSE));

        assertThat(tags).containsExactly(new ItemTag("loose", true, Instant.EPOCH));
    }

    @Test
    void thereAreAtMostAHundred() {
        List<String> many = IntStream.range(0, 101).mapToObj(i -> "t" + i).toList();

        assertThatThrownBy(() -> new TagEdit(Action.ADD, many, false, NOON).apply(List.of()))
                .isInstanceOf(ApiException.class);
    }

    @Test
    void aTagIsAWord() {
        assertThat(TagEdit.problem(List.of("beta", "1.0", "a_b-c"))).isEmpty();
        assertThat(TagEdit.problem(List.of("beta", "two words"))).isPresent();
        assertThat(TagEdit.problem(List.of(""))).isPresent();
    }
}
