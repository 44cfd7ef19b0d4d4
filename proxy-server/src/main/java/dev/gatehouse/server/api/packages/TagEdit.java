package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A change of an item's own tags. An immutable tag stays: it is neither removed nor replaced. Pure.
 *
 * @param tags each once
 */
record TagEdit(Action action, List<String> tags, boolean immutable, Instant now)
        implements UnaryOperator<List<ItemTag>> {
    private static final int MOST = 100;
    private static final String SHAPE = "[A-Za-z0-9][A-Za-z0-9._+:/-]{0,127}";

    /** What is done. */
    enum Action {
        ADD,
        REMOVE,
        REPLACE,
        CLEAR
    }

    /** Reads one from a body. */
    static TagEdit read(BodyFields fields, Instant now) {
        String word = fields.required("action").toUpperCase(Locale.ROOT);
        List<String> tags = fields.list("tags").stream().distinct().toList();
        boolean immutable = fields.truth("is_immutable").orElse(false);
        Action action = Action.CLEAR;
        if (Set.of("ADD", "REMOVE", "REPLACE", "CLEAR").contains(word)) {
            action = Action.valueOf(word);
        } else if (!word.isEmpty()) {
            fields.problem("action", "expected add, remove, replace or clear");
        }
        if (tags.isEmpty() && action != Action.CLEAR && action != Action.REPLACE) {
            fields.problem("tags", "This field is required.");
        }
        problem(tags).ifPresent(text -> fields.problem("tags", text));
        fields.endObject();
        return new TagEdit(action, tags, immutable, now);
    }

    /** What is wrong with these words. */
    static Optional<String> problem(List<String> tags) {
        return tags.stream()
                .filter(tag -> !tag.matches(SHAPE))
                .findFirst()
                .map(tag -> "'" + tag + "' is no tag: expected letters, digits and . _ + : / -");
    }

    @Override
    public List<ItemTag> apply(List<ItemTag> before) {
        List<ItemTag> after =
                switch (action) {
                    case ADD -> added(before);
                    case REMOVE -> removed(before);
                    case REPLACE -> added(before.stream().filter(ItemTag::immutable).toList());
                    case CLEAR -> before.stream().filter(ItemTag::immutable).toList();
                };
        if (after.size() > MOST) {
            throw ApiException.unprocessable("tags", "expected at most " + MOST + " in all");
        }
        return after;
    }

    private List<ItemTag> added(List<ItemTag> before) {
        List<ItemTag> after = new ArrayList<>(before);
        for (String tag : tags) {
            boolean fixed = before.stream().anyMatch(t -> t.name().equals(tag) && t.immutable());
            if (!fixed) {
                Instant since =
                        before.stream()
                                .filter(t -> t.name().equals(tag))
                                .map(ItemTag::at)
                                .findFirst()
                                .orElse(now);
                after.removeIf(t -> t.name().equals(tag));
                after.add(new ItemTag(tag, immutable, since));
            }
        }
        return after;
    }

    private List<ItemTag> removed(List<ItemTag> before) {
        before.stream()
                .filter(t -> t.immutable() && tags.contains(t.name()))
                .findFirst()
                .ifPresent(
                        t -> {
                            throw ApiException.unprocessable(
                                    "tags", "'" + t.name() + "' is immutable");
                        });
        return before.stream().filter(t -> !tags.contains(t.name())).toList();
    }
}
