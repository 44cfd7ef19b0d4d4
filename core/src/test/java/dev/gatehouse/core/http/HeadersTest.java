package dev.gatehouse.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.core.upstream.Validator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields compare without case, and no value can become another field. */
class HeadersTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\r\nset-cookie: x"})
    void neitherNameNorValueCanBreakTheLine(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("x", text));
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.of(text, "x"));
    }

    @Test
    void aFieldHasAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("", "x"));
    }

    @Test
    void namesCompareWithoutCase() {
        Headers headers = Headers.of("Accept", "a").plus("ACCEPT", "b").plus("etag", "c");

        assertThat(headers.all("accept")).containsExactly("a", "b");
        assertThat(headers.first("Etag")).contains("c");
        assertThat(headers.with("aCCept", "d").all("accept")).containsExactly("d");
        assertThat(headers.without("accept").has("accept")).isFalse();
    }

    @Test
    void fieldsKeepTheirOrderAndAreEqualByIt() {
        Headers headers = Headers.of("b", "1").plus("a", "2");
        List<String> seen = new ArrayList<>();

        headers.forEach((name, value) -> seen.add(name + "=" + value));

        assertThat(seen).containsExactly("b=1", "a=2");
        assertThat(headers).isEqualTo(Headers.of(headers.fields()));
        assertThat(headers).hasSameHashCodeAs(Headers.of(headers.fields()));
        assertThat(headers).isNotEqualTo(Headers.of("a", "2").plus("b", "1"));
        assertThat((Object) headers).isNotEqualTo("b=1");
        assertThat(headers.toString()).contains("b").contains("2");
    }

    @Test
    void aValidatorIsEmptyOnlyWithoutBothFields() {
        assertThat(Validator.NONE.isEmpty()).isTrue();
        assertThat(new Validator(Optional.of("\"a\""), Optional.empty()).isEmpty()).isFalse();
        assertThat(new Validator(Optional.empty(), Optional.of("date")).isEmpty()).isFalse();
    }
}
