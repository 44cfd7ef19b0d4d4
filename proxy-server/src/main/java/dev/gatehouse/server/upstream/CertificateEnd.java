package dev.gatehouse.server.upstream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Looks at the certificate of a host that an operator has named. Nothing is sent but the handshake,
 * so any certificate will do: one that is not trusted is found by requests. Stateless.
 */
public final class CertificateEnd {
    private static final int MILLIS = 5000;
    private static final int HTTPS = 443;

    private CertificateEnd() {}

    /**
     * When it ends.
     *
     * @throws IOException when there is no TLS to be had within some seconds
     */
    public static Instant of(URI url) throws IOException {
        int port = url.getPort() < 0 ? HTTPS : url.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(url.getHost(), port), MILLIS);
            plain.setSoTimeout(MILLIS);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            try (SSLSocket tls =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, url.getHost(), port, true)) {
                tls.startHandshake();
                if (tls.getSession().getPeerCertificates()[0] instanceof X509Certificate first) {
                    return first.getNotAfter().toInstant();
                }
                throw new IOException("it is no X.509 certificate");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Believes anything: only the dates are read. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
