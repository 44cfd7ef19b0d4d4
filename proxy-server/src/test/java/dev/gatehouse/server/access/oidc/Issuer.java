package dev.gatehouse.server.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;

/** A CI that makes out identities, with a key of its own. Not for more than one thread. */
public final class Issuer {
    private final String url;
    private RSAKey key;
    private int keys;

    public Issuer(String url) throws JOSEException {
        this.url = url;
        this.key = fresh();
    }

    private RSAKey fresh() throws JOSEException {
        return new RSAKeyGenerator(2048).keyID("key-" + keys++).generate();
    }

    public String url() {
        return url;
    }

    /** From now on it signs with another key. */
    void rotate() throws JOSEException {
        key = fresh();
    }

    RSAKey key() {
        return key;
    }

    /** What it says of itself. */
    public String configuration() {
        return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\"}".formatted(url, url);
    }

    /** Its key set. */
    public String keySet() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** The claims of a job of {@code acme/ui}, in force for five minutes. */
    JWTClaimsSet.Builder claims(String audience, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(url)
                .subject("repo:acme/ui:environment:release")
                .audience(audience)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .claim("repository", "acme/ui");
    }

    /** An identity for that audience that is in force now. */
    public String identity(String audience, Instant now, Map<String, String> more)
            throws JOSEException {
        JWTClaimsSet.Builder claims = claims(audience, now);
        new TreeMap<>(more).forEach(claims::claim);
        return sign(claims.build());
    }

    String sign(JWTClaimsSet claims) throws JOSEException {
        return sign(claims, key);
    }

    static String sign(JWTClaimsSet claims, RSAKey key) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        SignedJWT identity = new SignedJWT(header, claims);
        identity.sign(new RSASSASigner(key));
        return identity.serialize();
    }
}
