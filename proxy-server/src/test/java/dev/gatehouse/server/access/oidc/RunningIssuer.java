package dev.gatehouse.server.access.oidc;

import com.sun.net.httpserver.HttpServer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An issuer that tells its keys on loopback. */
public final class RunningIssuer implements AutoCloseable {
    private final HttpServer server;
    private final Issuer issuer;

    public RunningIssuer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = new Issuer("http://127.0.0.1:" + server.getAddress().getPort());
        answer("/.well-known/openid-configuration", issuer.configuration());
        answer("/jwks", issuer.keySet());
        server.start();
    }

    public Issuer issuer() {
        return issuer;
    }

    private void answer(String path, String json) {
        server.createContext(
                path,
                exchange -> {
                    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("content-type", "application/json");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
