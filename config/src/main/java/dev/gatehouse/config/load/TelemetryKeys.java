package dev.gatehouse.config.load;

import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.TelemetryConfig;
import dev.gatehouse.config.TracesConfig;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code telemetry}. */
final class TelemetryKeys {
    private static final String URL_EXPECTED =
            "a whole http or https URL such as http://localhost:4318/v1/traces";
    private static final String SHARE_EXPECTED = "a share from 0 to 1, such as 0.1";
    static final Key.One<URI> ENDPOINT =
            Key.required(
                    "endpoint",
                    Form.of(URL_EXPECTED, TelemetryKeys::url),
                    "Takes the traces, as OTLP over HTTP.");
    static final Key.One<Double> SAMPLE =
            Key.withDefault(
                    "sample",
                    Form.of(SHARE_EXPECTED, TelemetryKeys::share),
                    TracesConfig.EVERY_REQUEST,
                    "The share of requests that are traced.");
    static final Key.Words<Secret> HEADERS =
            new Key.Words<>(
                    "headers",
                    Forms.SECRET,
                    "Request headers of each export; their values are masked everywhere.");
    static final Key.Part TRACES =
            new Key.Part(
                    "traces",
                    Key.Keys.of(ENDPOINT, SAMPLE, HEADERS),
                    false,
                    "Traces of requests and of what upstreams are asked for them; left out: none.");
    static final Key.Keys ALL = Key.Keys.of(TRACES);

    private TelemetryKeys() {}

    static TelemetryConfig read(Section section) {
        return new TelemetryConfig(
                section.has(TRACES) ? traces(section.part(TRACES)) : Optional.empty());
    }

    private static Optional<TracesConfig> traces(Section section) {
        Map<String, Secret> headers = section.words(HEADERS);
        headers.keySet().stream()
                .filter(name -> !CredentialKeys.isHeaderName(name))
                .forEach(
                        name ->
                                section.error(
                                        HEADERS, "'" + name + "': expected the name of a header"));
        Optional<Double> sample = section.find(SAMPLE);
        return section.find(ENDPOINT)
                .map(
                        endpoint ->
                                new TracesConfig(
                                        endpoint,
                                        sample.orElse(TracesConfig.EVERY_REQUEST),
                                        headers));
    }

    /** Used as it is written: a last slash would be another path. */
    private static URI url(String text) {
        if ("/".equals(HttpUrl.parse(text).getRawPath())) {
            throw new IllegalArgumentException("expected " + URL_EXPECTED);
        }
        return URI.create(text);
    }

    private static double share(String text) {
        try {
            double share = Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected " + SHARE_EXPECTED, e);
        }
        throw new IllegalArgumentException("expected " + SHARE_EXPECTED);
    }
}
