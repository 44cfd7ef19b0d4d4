package dev.gatehouse.server.upstream;

import dev.gatehouse.server.upstream.Attempt.Failed;
import dev.gatehouse.server.upstream.Attempt.Repeat;

import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;

import javax.net.ssl.SSLException;

/** Says in plain words why a request got no answer. Never with a path, query or secret. */
final class Failures {
    private Failures() {}

    static Failed of(IOException e, Origin origin) {
        String at = " (" + origin + ")";
        return switch (e) {
            case ConnectTimeoutException late ->
                    new Failed("no connection in time" + at, Repeat.ALWAYS, true);
            case ConnectException refused ->
                    new Failed("connection refused" + at, Repeat.ALWAYS, true);
            case NoRouteToHostException lost -> new Failed("no route" + at, Repeat.ALWAYS, true);
            case ConnectionRequestTimeoutException full ->
                    new Failed("all connections are in use" + at, Repeat.NEVER, false);
            case SSLException tls ->
                    new Failed("TLS: " + tls.getMessage() + at, Repeat.NEVER, true);
            case ClientProtocolException bad ->
                    new Failed("malformed answer: " + cause(bad) + at, Repeat.NEVER, true);
            case NoHttpResponseException none ->
                    new Failed(
                            "the connection ended without an answer" + at,
                            Repeat.IF_IDEMPOTENT,
                            true);
            case ConnectionClosedException cut ->
                    new Failed("the answer is cut off" + at, Repeat.IF_IDEMPOTENT, true);
            default -> new Failed("the connection broke" + at, Repeat.IF_IDEMPOTENT, true);
        };
    }

    private static String cause(ClientProtocolException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }
}
