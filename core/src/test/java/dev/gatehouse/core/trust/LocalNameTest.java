package dev.gatehouse.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.model.Presence;
import dev.gatehouse.core.model.Source;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Presence in the local store, and {@code owned-names}. */
class LocalNameTest {
    private static final OwnedNames OWNED =
            new OwnedNames(List.of(pattern("@acme/"), pattern("acme-"), pattern("acme-internal-")));

    @Test
    void whatWasPublishedIsPresent() {
        var facts = LocalName.PUBLISHED.facts(Sample.NAME, OwnedNames.NONE);

        assertThat(facts.presence()).isEqualTo(Presence.PRESENT);
        assertThat(facts.reason()).isEqualTo("it was published here");
        assertThat(facts.source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void aReservedNameIsPresentWithoutAnyVersion() {
        var facts = LocalName.RESERVED.facts(Sample.NAME, OwnedNames.NONE);

        assertThat(facts.presence()).isEqualTo(Presence.PRESENT);
        assertThat(facts.reason()).isEqualTo("it is reserved here");
    }

    @Test
    void aFreeNameIsAbsent() {
        var facts = LocalName.FREE.facts(Sample.NAME, OWNED);

        assertThat(facts.presence()).isEqualTo(Presence.ABSENT);
        assertThat(facts.reason()).isEqualTo("it was not published here");
    }

    @Test
    void anOwnedNameIsPresentBeforeAnythingWasPublishedAndTheReasonNamesThePattern() {
        var facts = LocalName.FREE.facts(Sample.name("acme-internal-tool"), OWNED);

        assertThat(facts.presence()).isEqualTo(Presence.PRESENT);
        assertThat(facts.reason()).isEqualTo("owned-names has 'acme-*'");
    }

    private static OwnedNames.Pattern pattern(String prefix) {
        return new OwnedNames.Pattern(prefix + "*", name -> name.value().startsWith(prefix));
    }
}
