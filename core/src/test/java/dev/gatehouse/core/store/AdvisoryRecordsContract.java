package dev.gatehouse.core.store;

import static dev.gatehouse.core.store.Records.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.advisory.Advisory;
import dev.gatehouse.core.advisory.AdvisorySet;
import dev.gatehouse.core.advisory.Affected;
import dev.gatehouse.core.advisory.RangeEvent;
import dev.gatehouse.core.advisory.Score;
import dev.gatehouse.core.advisory.Severity;
import dev.gatehouse.core.advisory.VersionRange;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What every {@link MetadataStore} does with advisories. */
public abstract class AdvisoryRecordsContract {
    private static final PackageName UI = Records.npm("@acme/ui");

    private MetadataStore store;

    /** A new, empty store. */
    protected abstract MetadataStore create() throws IOException;

    @BeforeEach
    void createStore() throws IOException {
        store = create();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void withoutAnySetNothingIsKnownRatherThanNothingFound() throws IOException {
        assertThat(store.advisories().current()).isEmpty();
        assertThat(store.advisories().about(UI)).isEmpty();
        assertThat(store.advisories().sets()).isEmpty();
    }

    @Test
    void anAdvisoryIsKeptWithAllThatItSays() throws IOException {
        store.commit(
                new Change.PutAdvisory("1", UI, full("GHSA-a")),
                new Change.PutAdvisory("1", UI, plain("MAL-1")),
                new Change.PutAdvisory("1", Records.npm("@acme/u"), plain("GHSA-b")),
                new Change.PutAdvisorySet(set("1")));

        assertThat(store.advisories().about(UI)).contains(List.of(full("GHSA-a"), plain("MAL-1")));
        assertThat(store.advisories().about(Records.npm("@acme/uix"))).contains(List.of());
        assertThat(store.advisories().current()).contains(set("1"));
    }

    @Test
    void aSetIsSeenWhenItIsInForceAndNotBefore() throws IOException {
        store.commit(
                new Change.PutAdvisory("1", UI, plain("GHSA-a")),
                new Change.PutAdvisorySet(set("1")));
        store.commit(new Change.PutAdvisory("2", UI, plain("GHSA-b")));
        assertThat(store.advisories().about(UI)).contains(List.of(plain("GHSA-a")));
        assertThat(store.advisories().sets()).containsExactly("1", "2");

        store.commit(new Change.PutAdvisorySet(set("2")), new Change.DropAdvisories("1"));

        assertThat(store.advisories().about(UI)).contains(List.of(plain("GHSA-b")));
        assertThat(store.advisories().sets()).containsExactly("2");
    }

    @Test
    void whatAnImportLeftCanBeDropped() throws IOException {
        store.commit(new Change.PutAdvisory("2", UI, plain("GHSA-b")));

        store.commit(new Change.DropAdvisories("2"));

        assertThat(store.advisories().sets()).isEmpty();
    }

    @Test
    void advisoriesAreOfNoRepositoryAndStayWhenOneGoes() throws IOException {
        store.commit(
                new Change.PutAdvisory("1", UI, plain("GHSA-a")),
                new Change.PutAdvisorySet(set("1")));

        store.commit(new Change.DropRepository(Records.MAIN));

        assertThat(store.advisories().about(UI)).contains(List.of(plain("GHSA-a")));
    }

    private static AdvisorySet set(String id) {
        return new AdvisorySet(id, "osv.zip", "mark", NOON, new AdvisorySet.Counts(1, 2, 3, 4, 5));
    }

    private static Advisory plain(String id) {
        return new Advisory(
                id,
                List.of(),
                "",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                id.startsWith("MAL-"),
                List.of(new Affected(List.of(), Set.of(new Version("1.0.0")))),
                "{}");
    }

    private static Advisory full(String id) {
        return new Advisory(
                id,
                List.of("CVE-2030-1"),
                "Bösartig",
                Optional.of(NOON),
                List.of(
                        new Score("CVSS_V3", "CVSS:3.1/x", Optional.of(new BigDecimal("9.0"))),
                        new Score("odd", "x", Optional.empty())),
                Optional.of(Severity.HIGH),
                false,
                List.of(
                        new Affected(
                                List.of(
                                        new VersionRange(
                                                List.of(
                                                        new RangeEvent(
                                                                RangeEvent.Kind.INTRODUCED,
                                                                new Version("0")),
                                                        new RangeEvent(
                                                                RangeEvent.Kind.FIXED,
                                                                new Version("1.2.0"))))),
                                Set.of())),
                "{\"id\":\"" + id + "\",\"details\":\"ü\"}");
    }
}
