package dev.gatehouse.server.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.io.IOException;

/**
 * TLS by the JDK, from PEM files; 1.3 and 1.2. No ALPN: HTTP/1.1 is all there is (see decision
 * 0001).
 */
final class Tls {
    private Tls() {}

    static SslContext context(TlsFiles files) throws IOException {
        try {
            return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "cannot use the TLS files " + files.certificate() + ", " + files.key(), e);
        }
    }
}
