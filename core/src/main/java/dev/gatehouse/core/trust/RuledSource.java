package dev.gatehouse.core.trust;

import dev.gatehouse.core.model.Source;

/**
 * A source with its ruling.
 *
 * @param rule the number of the rule in the published list: 2, 3 or 4
 */
public record RuledSource(SourceFacts facts, Ruling ruling, int rule) {
    public Source source() {
        return facts.source();
    }

    public boolean isPermitted() {
        return ruling == Ruling.PERMITTED;
    }
}
