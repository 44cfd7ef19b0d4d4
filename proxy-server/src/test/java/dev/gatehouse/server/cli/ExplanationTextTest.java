package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;

class ExplanationTextTest {
    private static String text(String decision, String enforcement, String sources) {
        String json =
                """
                {"format":"npm","package":"acme-ui","repository":"main","enforcement":"%s",
                 "decision":"%s","sources":[%s],
                 "versions":[{"version":"1.0.0","owner":"local","state":"VISIBLE","reason":"first"},
                             {"version":"9.0.0","owner":"npm-public","state":"HIDDEN","reason":"blocked"}]}
                """
                        .formatted(enforcement, decision, sources);
        return String.join(
                "\n",
                new ExplanationText(new JsonMapper().readTree(json), Optional.empty()).lines());
    }

    private static String source(
            String name, String trust, String presence, String ruling, int rule) {
        return """
        {"name":"%s","kind":"upstream","trust":"%s","presence":"%s","presence_reason":"why",
         "observed_at":null,"provenance":null,"ruling":"%s","rule":%d}
        """
                .formatted(name, trust, presence, ruling, rule);
    }

    @Test
    void anUndecidedNameNamesTheSilentSource() {
        String text =
                text(
                        "undecided",
                        "enforce",
                        source("internal", "trusted", "UNKNOWN", "PERMITTED", 4)
                                + ","
                                + source("npm-public", "untrusted", "UNKNOWN", "WITHHELD", 4));

        assertThat(text)
                .contains("undecided (rule 4): internal did not answer")
                .contains("npm-public (untrusted): withheld until the silent source answers")
                .contains("an answer of internal.");
    }

    @Test
    void aFreeNameSaysHowToMakeItOnesOwn() {
        String text =
                text(
                        "decided",
                        "enforce",
                        source("npm-public", "untrusted", "UNKNOWN", "PERMITTED", 3));

        assertThat(text)
                .contains("free (rule 3)")
                .contains("npm-public (untrusted): may supply it, by rule 3")
                .contains("gatehouse trust claim npm acme-ui");
    }

    @Test
    void aMissingCanaryAndWhatSilenceMeansAreTold() {
        String silent =
                source("internal", "trusted", "UNKNOWN", "PERMITTED", 4)
                        .strip()
                        .replaceFirst(
                                "\\}$",
                                ",\"canary\":{\"canary\":\"bird\",\"state\":\"missing\",\"reason\":\"bird"
                                    + " is missing there (404)\"}}");

        assertThat(text("undecided", "enforce", silent))
                .contains("its 404s say nothing now: bird is missing there (404)")
                .contains("while it is silent nothing is assumed of it (fail-closed)");
    }

    @Test
    void eachVersionHasItsOwnerOrTheReasonWhyItIsHidden() {
        String text =
                text(
                        "decided",
                        "monitor",
                        source("npm-public", "untrusted", "UNKNOWN", "BLOCKED", 2));

        assertThat(text)
                .contains("1.0.0 from local: first", "9.0.0 hidden: blocked")
                .contains("Nothing is enforced here (monitor)");
    }
}
