package dev.gatehouse.server.upstream;

import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Makes TLS connections with the JDK's provider, TLS 1.2 or newer, the host name checked by the
 * JDK's endpoint identification. What an operator says about certificates holds for the upstream's
 * own origin and its file hosts; every other origin is verified against the JDK's authorities.
 */
final class TlsTrust {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private TlsTrust() {}

    /**
     * @throws IllegalArgumentException if the private authorities cannot be read
     */
    static TlsSocketStrategy strategy(UpstreamSettings settings, Egress egress) {
        try {
            TlsSocketStrategy standard = verifying(context(managers(null)));
            TlsSocketStrategy own = own(settings.tls(), standard);
            return (socket, host, port, attachment, context) -> {
                String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
                boolean named = egress.reach(new Origin("https", name, port)) != Egress.Reach.OTHER;
                return (named ? own : standard).upgrade(socket, host, port, attachment, context);
            };
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(settings.tls(), e);
        }
    }

    /**
     * @throws IllegalArgumentException if the private authorities cannot be read
     */
    static void requireUsable(UpstreamSettings.Tls tls) {
        if (tls.ca().isPresent()) {
            try {
                authorities(tls.ca().get());
            } catch (GeneralSecurityException | IOException e) {
                throw unusable(tls, e);
            }
        }
    }

    private static IllegalArgumentException unusable(UpstreamSettings.Tls tls, Exception cause) {
        return new IllegalArgumentException(
                "ca " + tls.ca().map(Path::toString).orElse("") + ": " + cause.getMessage(), cause);
    }

    private static TlsSocketStrategy own(UpstreamSettings.Tls tls, TlsSocketStrategy standard)
            throws GeneralSecurityException, IOException {
        if (!tls.verify()) {
            var context = context(new TrustManager[] {new TrustAnybody()});
            return strategy(context, HostnameVerificationPolicy.CLIENT);
        }
        return tls.ca().isEmpty()
                ? standard
                : verifying(context(managers(authorities(tls.ca().get()))));
    }

    private static TlsSocketStrategy verifying(SSLContext context) {
        return strategy(context, HostnameVerificationPolicy.BUILTIN);
    }

    private static TlsSocketStrategy strategy(
            SSLContext context, HostnameVerificationPolicy policy) {
        return new DefaultClientTlsStrategy(
                context,
                VERSIONS,
                null,
                SSLBufferMode.STATIC,
                policy,
                policy == HostnameVerificationPolicy.CLIENT ? NoopHostnameVerifier.INSTANCE : null);
    }

    private static SSLContext context(TrustManager[] managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    /** Those who believe the JDK's authorities where no others are given. */
    private static TrustManager[] managers(@Nullable KeyStore authorities)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return ServerIdentity.stricter(factory.getTrustManagers());
    }

    private static KeyStore authorities(Path ca) throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        all.load(null, null);
        int count = 0;
        for (X509Certificate authority : authoritiesOfJdk()) {
            all.setCertificateEntry("jdk-" + count++, authority);
        }
        for (Certificate authority : authoritiesIn(ca)) {
            all.setCertificateEntry("own-" + count++, authority);
        }
        return all;
    }

    private static Iterable<? extends Certificate> authoritiesIn(Path ca)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(ca)) {
            var authorities = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (authorities.isEmpty()) {
                throw new IOException("holds no certificate");
            }
            return authorities;
        }
    }

    private static X509Certificate[] authoritiesOfJdk() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    /** For {@code verify-tls: false} only: the operator said that anybody may be the upstream. */
    private static final class TrustAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

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
