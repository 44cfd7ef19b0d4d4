package dev.gatehouse.config.load;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One step on the way from the root to a value. */
sealed interface Step {
    /** A key, and any indexes behind it. */
    Pattern PART = Pattern.compile("([^\\[\\]]+)((?:\\[\\d{1,4}\\])*)");

    /** One of those indexes. */
    Pattern INDEX = Pattern.compile("\\[(\\d+)\\]");

    /** To a key of a block. */
    record Name(String key) implements Step {}

    /** To an item of a list, from 0. */
    record Index(int at) implements Step {}

    /**
     * The steps of a path such as {@code repositories.main.npm.upstreams[0].trust}.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    static List<Step> parse(String path) {
        List<Step> steps = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("expected keys with dots between");
            }
            steps.add(new Name(matcher.group(1)));
            INDEX.matcher(matcher.group(2))
                    .results()
                    .map(found -> new Index(Integer.parseInt(found.group(1))))
                    .forEach(steps::add);
        }
        return List.copyOf(steps);
    }
}
