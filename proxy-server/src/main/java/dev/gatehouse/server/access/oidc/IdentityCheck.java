package dev.gatehouse.server.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/**
 * Whether an identity was made out by its issuer, and is in force: asymmetric signatures only, by a
 * key of the issuer's; {@code iss} exact, {@code exp}, {@code iat} and {@code nbf} with half a
 * minute of grace. Thread-safe.
 */
final class IdentityCheck {
    private static final int MOST_CHARACTERS = 16 << 10;
    private static final int GRACE_SECONDS = 30;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private final InstantSource clock;

    IdentityCheck(InstantSource clock) {
        this.clock = clock;
    }

    /** Reads an identity without believing any of it. */
    static SignedJWT read(String text) throws RejectedException {
        if (text.length() > MOST_CHARACTERS) {
            throw new RejectedException("the identity is longer than 16 KiB");
        }
        try {
            SignedJWT identity = SignedJWT.parse(text);
            if (!ALGORITHMS.contains(identity.getHeader().getAlgorithm())) {
                throw new RejectedException("the identity is signed in a way that is not accepted");
            }
            return identity;
        } catch (ParseException e) {
            throw new RejectedException("the identity is no signed JSON Web Token", e);
        }
    }

    /** Who claims to have made it out. */
    static String issuer(SignedJWT identity) throws RejectedException {
        try {
            return String.valueOf(identity.getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            throw new RejectedException("the identity has no readable claims", e);
        }
    }

    /** What the identity says, now that it is believed. */
    JWTClaimsSet verify(SignedJWT identity, String issuer, JWKSet keys) throws RejectedException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(new Claims(issuer));
        try {
            return processor.process(identity, null);
        } catch (ExpiredJWTException e) {
            throw new RejectedException("the identity has expired", e);
        } catch (BadJWTException e) {
            throw new RejectedException("the identity is not in force, or lacks a claim", e);
        } catch (BadJOSEException | JOSEException e) {
            throw new RejectedException("the identity is not signed by a key of its issuer", e);
        }
    }

    /** Of our clock; the audience is for the caller to compare. */
    private final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        Claims(String issuer) {
            super(
                    new JWTClaimsSet.Builder().issuer(issuer).build(),
                    Set.of("exp", "iat", "aud", "sub"));
            setMaxClockSkew(GRACE_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }

        @Override
        public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
                throws BadJWTException {
            super.verify(claims, context);
            Instant latest = clock.instant().plusSeconds(GRACE_SECONDS);
            if (claims.getIssueTime().toInstant().isAfter(latest)) {
                throw new BadJWTException("made out in the future");
            }
        }
    }
}
