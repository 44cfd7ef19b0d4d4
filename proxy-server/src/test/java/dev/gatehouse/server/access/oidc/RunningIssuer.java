package dev.gatehouse.server.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** An issuer that tells its keys on loopback, and tells its jobs who they are. */
public final class RunningIssuer implements AutoCloseable {
    private static final String JOB = "what only the job knows";

    private final HttpServer server;
    private final Issuer issuer;

    public RunningIssuer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = new Issuer("http://127.0.0.1:" + server.getAddress().getPort());
        answer("/.well-known/openid-configuration", issuer.configuration());
        answer("/jwks", issuer.keySet());
        server.createContext("/identity", this::identity);
        server.start();
    }

    /** What a job of {@code acme/ui} finds in its environment; GitHub's names for it. */
    public Map<String, String> environment() {
        return Map.of(
                "CI",
                "true",
                "GITHUB_ACTIONS",
                "true",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                JOB,
                "ACTIONS_ID_TOKEN_REQUEST_URL",
                issuer.url() + "/identity?api-version=2.0");
    }

    private void identity(HttpExchange exchange) throws IOException {
        String asker = exchange.getRequestHeaders().getFirst("authorization");
        String query = exchange.getRequestURI().getQuery();
        if (!("bearer " + JOB).equalsIgnoreCase(asker) || !query.contains("audience=")) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        String audience = query.substring(query.indexOf("audience=") + "audience=".length());
        try {
            String identity = issuer.identity(audience, Instant.now(), Map.of());
            send(exchange, "{\"count\":1,\"value\":\"" + identity + "\"}");
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    public Issuer issuer() {
        return issuer;
    }

    private void answer(String path, String json) {
        server.createContext(path, exchange -> send(exchange, json));
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
