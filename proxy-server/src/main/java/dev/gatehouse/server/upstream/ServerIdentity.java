package dev.gatehouse.server.upstream;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What the JDK's judge of servers lets pass and ours does not: a certificate that names its host in
 * the common name only, or by a part of a label ({@code w*.example}), both forbidden by RFC 9525,
 * section 6.3; and one whose revocation the server itself has stapled to the handshake (RFC 6066,
 * section 8). Nobody is asked about revocation: a staple is judged where there is one, and one that
 * is unreadable or out of date says nothing.
 */
final class ServerIdentity extends X509ExtendedTrustManager {
    private static final int DNS_NAME = 2;

    private final X509ExtendedTrustManager judge;

    private ServerIdentity(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    /** These judges, each stricter. */
    static TrustManager[] stricter(TrustManager[] judges) {
        return Arrays.stream(judges)
                .map(j -> j instanceof X509ExtendedTrustManager x ? new ServerIdentity(x) : j)
                .toArray(TrustManager[]::new);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        judge.checkServerTrusted(chain, type, socket);
        requireNames(chain[0]);
        if (socket instanceof SSLSocket tls) {
            requireUnrevoked(chain, tls.getHandshakeSession());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        judge.checkServerTrusted(chain, type, engine);
        requireNames(chain[0]);
        requireUnrevoked(chain, engine.getHandshakeSession());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        judge.checkServerTrusted(chain, type);
        requireNames(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }

    private static void requireNames(X509Certificate server) throws CertificateException {
        Collection<List<?>> names = server.getSubjectAlternativeNames();
        if (names == null || names.isEmpty()) {
            throw new CertificateException(
                    "the certificate names its host in the common name only: "
                            + server.getSubjectX500Principal());
        }
        for (List<?> name : names) {
            if (name.get(0).equals(DNS_NAME) && isPartialWildcard(String.valueOf(name.get(1)))) {
                throw new CertificateException(
                        "the certificate is for a part of a label: " + name.get(1));
            }
        }
    }

    private static boolean isPartialWildcard(String name) {
        return name.replaceFirst("^\\*\\.", "").contains("*");
    }

    private void requireUnrevoked(X509Certificate[] chain, SSLSession session)
            throws CertificateException {
        if (!(session instanceof ExtendedSSLSession extended)
                || extended.getStatusResponses().isEmpty()
                || extended.getStatusResponses().getFirst().length == 0) {
            return;
        }
        try {
            CertPathBuilder builder = CertPathBuilder.getInstance("PKIX");
            PKIXRevocationChecker revocation =
                    (PKIXRevocationChecker) builder.getRevocationChecker();
            revocation.setOptions(
                    EnumSet.of(
                            PKIXRevocationChecker.Option.ONLY_END_ENTITY,
                            PKIXRevocationChecker.Option.NO_FALLBACK,
                            PKIXRevocationChecker.Option.SOFT_FAIL));
            revocation.setOcspResponses(Map.of(chain[0], extended.getStatusResponses().getFirst()));
            builder.build(parameters(chain, revocation));
        } catch (CertPathBuilderException e) {
            if (isRevoked(e)) {
                throw new CertificateException(
                        "the certificate is revoked, as its server says itself", e);
            }
            // The path was judged before; what else is wrong is wrong with the staple.
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e);
        }
    }

    private PKIXBuilderParameters parameters(
            X509Certificate[] chain, PKIXRevocationChecker revocation)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors =
                Arrays.stream(getAcceptedIssuers())
                        .map(c -> new TrustAnchor(c, null))
                        .collect(Collectors.toSet());
        X509CertSelector server = new X509CertSelector();
        server.setCertificate(chain[0]);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, server);
        parameters.addCertStore(
                CertStore.getInstance(
                        "Collection", new CollectionCertStoreParameters(List.of(chain))));
        parameters.setRevocationEnabled(false); // but by that checker
        parameters.addCertPathChecker(revocation);
        return parameters;
    }

    private static boolean isRevoked(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof CertificateRevokedException) {
                return true;
            }
        }
        return false;
    }
}
