package dev.gatehouse.server;

import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.server.upstream.CircuitBreaker;
import dev.gatehouse.server.upstream.Credentials;
import dev.gatehouse.server.upstream.Origin;
import dev.gatehouse.server.upstream.UpstreamLimits;
import dev.gatehouse.server.upstream.UpstreamSettings;
import dev.gatehouse.server.upstream.UpstreamSettings.Tls;

import java.util.Optional;
import java.util.stream.Collectors;

/** How a configured upstream is reached. */
final class Reach {
    private Reach() {}

    static UpstreamSettings of(UpstreamConfig config) {
        Headers[] headers = {Headers.none()};
        config.headers()
                .forEach((name, secret) -> headers[0] = headers[0].plus(name, secret.value()));
        return new UpstreamSettings(
                config.url(),
                credentials(config),
                headers[0],
                new Tls(config.verifyTls(), config.ca()),
                config.fileHosts().stream()
                        .map(uri -> Origin.of(uri.toString()))
                        .collect(Collectors.toUnmodifiableSet()),
                limits(config),
                CircuitBreaker.Settings.DEFAULT);
    }

    private static UpstreamLimits limits(UpstreamConfig config) {
        UpstreamLimits defaults = UpstreamLimits.DEFAULT;
        return defaults.withTimeouts(
                config.times().firstByte(), config.times().idle(), defaults.wholeTimeout());
    }

    private static Optional<Credentials> credentials(UpstreamConfig config) {
        return switch (config.credentials()) {
            case dev.gatehouse.config.Credentials.None ignored -> Optional.empty();
            case dev.gatehouse.config.Credentials.Login(String user, var password) ->
                    Optional.of(new Credentials.Basic(user, password.value()));
            case dev.gatehouse.config.Credentials.Token(var token) ->
                    Optional.of(new Credentials.Bearer(token.value()));
        };
    }
}
