package dev.gatehouse.pypi.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.pypi.simple.MediaType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

class AcceptsTest {
    private static final String PIP =
            "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1,"
                    + " text/html; q=0.01";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/html | TEXT_HTML
                    */* | TEXT_HTML
                    '' | TEXT_HTML
                    text/* | TEXT_HTML
                    application/* | HTML
                    application/vnd.pypi.simple.v1+json | JSON
                    application/vnd.pypi.simple.latest+json | JSON
                    APPLICATION/VND.PYPI.SIMPLE.V1+JSON | JSON
                    application/vnd.pypi.simple.v1+html | HTML
                    application/vnd.pypi.simple.latest+html;q=0.5 | HTML
                    application/vnd.pypi.simple.v1+json, */*;q=0.1 | JSON
                    application/vnd.pypi.simple.v1+json;q=0.5, text/html;q=0.6 | TEXT_HTML
                    application/vnd.pypi.simple.v1+json;q=0, */* | TEXT_HTML
                    text/html;q=0, */*;q=0.5 | HTML
                    text/html;q=0.2, application/*;q=0.9, application/vnd.pypi.simple.v1+html;q=0 | JSON
                    text/html;level=1;q=0.3 | TEXT_HTML
                    """)
    void theBestOfWhatTheClientTakesIsSent(String accept, MediaType type) {
        assertThat(Accepts.choose(List.of(accept), Optional.empty())).contains(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/json
                    text/html;q=0
                    */*;q=0
                    text/html;q=x
                    application/vnd.pypi.simple.v2+json
                    image/png, text/plain
                    """)
    void whatThereIsNotIsNotSent(String accept) {
        assertThat(Accepts.choose(List.of(accept), Optional.empty())).isEmpty();
    }

    @Test
    void pipGetsJsonInOneHeaderOrInThree() {
        assertThat(Accepts.choose(List.of(PIP), Optional.empty())).contains(MediaType.JSON);
        assertThat(Accepts.choose(List.of(PIP.split(",", -1)), Optional.empty()))
                .contains(MediaType.JSON);
    }

    @Test
    void theParameterGoesBeforeTheHeader() {
        assertThat(Accepts.choose(List.of(PIP), Optional.of("text/html")))
                .contains(MediaType.TEXT_HTML);
        assertThat(
                        Accepts.choose(
                                List.of("text/html"),
                                Optional.of("application/vnd.pypi.simple.v1 json")))
                .contains(MediaType.JSON);
        assertThat(Accepts.choose(List.of(), Optional.of("json"))).isEmpty();
    }
}
