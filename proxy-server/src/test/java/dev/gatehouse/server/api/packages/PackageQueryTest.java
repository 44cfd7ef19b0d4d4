package dev.gatehouse.server.api.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.server.api.call.ApiException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;

class PackageQueryTest {
    /** A wheel of {@code dummy_unsigned}. */
    private record Dummy() implements Candidate {
        @Override
        public List<String> names() {
            return List.of("dummy_unsigned", "dummy-unsigned");
        }

        @Override
        public List<String> fileNames() {
            return List.of("dummy_unsigned-0.0.1-py3-none-any.whl");
        }

        @Override
        public List<String> versions() {
            return List.of("0.0.1");
        }

        @Override
        public List<String> formats() {
            return List.of("python", "pypi");
        }

        @Override
        public List<String> architectures() {
            return List.of("any");
        }

        @Override
        public List<String> tagNames() {
            return List.of("latest", "checked");
        }

        @Override
        public String status() {
            return "Quarantined";
        }

        @Override
        public Instant uploadedAt() {
            return Instant.parse("2026-03-01T12:00:00Z");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                        | true
                    dummy                                     | true
                    DUMMY                                     | true
                    0.0.1                                     | true
                    whl                                       | true
                    other                                     | false
                    dummy other                               | false
                    dummy AND 0.0.1                           | true
                    dummy OR other                            | true
                    other OR another                          | false
                    other another OR dummy                    | true
                    dummy OR other another                    | true
                    NOT other                                 | true
                    NOT dummy                                 | false
                    NOT NOT dummy                             | true
                    dummy NOT status:failed                   | true
                    ~other                                    | true
                    ~dummy                                    | false
                    name:unsigned                             | true
                    name:^dummy_unsigned$                     | true
                    name:^dummy-unsigned$                     | true
                    name:^dummy$                              | false
                    name:^dummy                               | true
                    name:signed$                              | true
                    name:^d*d$                                | true
                    name:d*x                                  | false
                    name:~dummy                               | false
                    name:~other                               | true
                    name:~^unsigned                           | true
                    name:.*                                   | false
                    name:^*unsigned$                          | true
                    name:^d*sign$                             | false
                    name:dum*dummy                            | false
                    name:^                                    | true
                    name:^$                                   | false
                    name:^DUMMY_UNSIGNED$                     | true
                    filename:py3                              | true
                    filename:tar.gz                           | false
                    version:0.0                               | true
                    version:^0.1                              | false
                    format:python                             | true
                    format:pypi                               | true
                    format:npm                                | false
                    architecture:any                          | true
                    architecture:arm64                        | false
                    distribution:debian                       | false
                    distribution:~debian                      | true
                    tag:latest                                | true
                    tag:checked tag:latest                    | true
                    tag:beta                                  | false
                    status:quarantined                        | true
                    status:completed                          | false
                    uploaded:2026-03                          | true
                    uploaded:2026-04                          | false
                    uploaded:>2026-02-28                      | true
                    uploaded:>2026-03-02                      | false
                    uploaded:<2026-03-01T12:00:01Z            | true
                    uploaded:<=2026-03-01T12:00:00Z           | true
                    uploaded:<2026-03-01T12:00:00Z            | false
                    uploaded:>=2026-03-01T12:00:00Z           | true
                    name:"dummy_unsigned"                     | true
                    "name:dummy"                              | false
                    name:dummy_unsigned AND version:0.0.1 AND format:python AND filename:whl | true
                    """)
    void aQueryFindsWhatItsWordsSay(String query, boolean found) throws Exception {
        assertThat(PackageQuery.parse(query == null ? "" : query).meets(new Dummy()))
                .isEqualTo(found);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void noPatternTakesLongWhateverItsNumberOfRuns() throws Exception {
        String runs = "filename:" + "*_*".repeat(200) + "z";

        assertThat(PackageQuery.parse(runs).meets(new Dummy())).isFalse();
        assertThat(PackageQuery.parse("filename:^" + "*".repeat(500) + "whl$").meets(new Dummy()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour:red",
                "name:",
                "name:~",
                "AND",
                "dummy AND",
                "dummy OR",
                "OR dummy",
                "NOT",
                "uploaded:>yesterday",
                "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a"
                        + " a a a a a a a a a a a a"
            })
    void whatIsNoQueryIsRefused(String query) {
        assertThatThrownBy(() -> PackageQuery.parse(query))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> {
                            assertThat(e.status()).isEqualTo(422);
                            assertThat(e.fields()).containsKey("query");
                        });
    }

    @ParameterizedTest
    @CsvSource({"1.9,1.10,-1", "1.10,1.9,1", "a,b,-1", "1.0,1.0.1,-1", "2,10,-1", "1.0,1.0,0"})
    void versionsAreSortedWithTheirNumbersAsNumbers(String one, String other, int sign) {
        assertThat(Integer.signum(new NaturalOrder().compare(one, other))).isEqualTo(sign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "--date", ""})
    void anUnknownOrderIsRefused(String sort) {
        assertThatThrownBy(() -> PackageOrder.of(sort))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(422));
    }
}
