package dev.gatehouse.server.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.AccountCall.Outcome;
import dev.gatehouse.core.format.AccountCall.Wish;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.access.FailedLogins;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.access.TokenCheck;
import dev.gatehouse.server.access.Tokens;
import dev.gatehouse.server.cache.CaffeineMemories;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

class OidcExchangeTest {
    private static final String AUDIENCE = "gate";
    private static final PackageName UI = new PackageName(new FormatId("npm"), "@acme/ui");
    private static final PackageName OTHER = new PackageName(new FormatId("npm"), "other");

    private final Tokens tokens = new Tokens();
    private final TokenBook book = tokens.book();
    private final Issuer issuer = new Issuer("https://ci.example");
    private final List<String> asked = new ArrayList<>();
    private Optional<String> keySet = Optional.empty();
    private Optional<String> configuration = Optional.empty();
    private Optional<Set<PackageName>> packages = Optional.of(Set.of(UI));
    private final OidcExchange exchange =
            new OidcExchange(
                    () -> List.of(publisher()),
                    (upstream, request, validator) -> answer(request.location().toString()),
                    new OidcExchange.Desk(
                            book,
                            new FailedLogins(new CaffeineMemories(), tokens.now::get),
                            tokens.journal),
                    tokens.now::get);

    OidcExchangeTest() throws Exception {}

    private Publisher publisher() {
        Upstream reach =
                new Upstream(
                        new SourceId("oidc-ci"),
                        "issuer",
                        URI.create(issuer.url() + "/"),
                        Trust.UNTRUSTED,
                        Mode.PROXY_ONLY,
                        true,
                        Optional.empty(),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        true);
        return new Publisher(
                "acme-ci",
                issuer.url(),
                Optional.empty(),
                reach,
                AUDIENCE,
                Map.of("repository", "acme/ui"),
                Role.PUBLISH,
                Set.of("main"),
                packages);
    }

    private UpstreamReply answer(String location) {
        asked.add(location);
        String text =
                location.endsWith("openid-configuration")
                        ? configuration.orElseGet(issuer::configuration)
                        : keySet.orElseGet(issuer::keySet);
        if (text.isEmpty()) {
            return new UpstreamReply.Broken("down");
        }
        return new UpstreamReply.Found(
                Headers.none(),
                URI.create(issuer.url()),
                OptionalLong.empty(),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private JWTClaimsSet.Builder claims() {
        return issuer.claims(AUDIENCE, tokens.now.get());
    }

    private String good() throws Exception {
        return issuer.sign(claims().build());
    }

    private Outcome ask(String identity, Optional<PackageName> name) throws Exception {
        return exchange.exchange(new Wish.Exchange(identity, name), "192.0.2.9");
    }

    private Principal principal(Outcome outcome) {
        String token = ((Outcome.Issued) outcome).token();
        return ((TokenCheck.Good) book.check(token, false)).principal();
    }

    private void refuses(String identity, String reason) throws Exception {
        assertThat(ask(identity, Optional.empty()))
                .isEqualTo(new Outcome.Refused(403, "Not exchanged: " + reason));
    }

    @Test
    void anIdentityIsExchangedForAShortTokenBoundToRoleRepositoryAndPackages() throws Exception {
        Outcome outcome = ask(good(), Optional.empty());

        assertThat(principal(outcome))
                .isEqualTo(
                        new Principal(
                                "acme-ci", Role.PUBLISH, Set.of("main"), Optional.of(Set.of(UI))));
        tokens.pass(Duration.ofMinutes(OidcExchange.MINUTES));
        String token = ((Outcome.Issued) outcome).token();
        assertThat(book.check(token, false)).isEqualTo(new TokenCheck.Bad("the token has expired"));
    }

    @Test
    void anExchangeForOnePackageIsForItAlone() throws Exception {
        packages = Optional.empty();

        Principal principal = principal(ask(good(), Optional.of(OTHER)));

        assertThat(principal.packages()).contains(Set.of(OTHER));
    }

    @Test
    void aPackageThatIsNotThePublishersIsRefused() throws Exception {
        assertThat(ask(good(), Optional.of(OTHER))).isInstanceOf(Outcome.Refused.class);
        assertThat(ask(good(), Optional.of(UI))).isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void whatAnIdentityMustSayIsCompared() throws Exception {
        String nobody = "no trusted publisher has that audience, these claims and this package";

        refuses(issuer.sign(claims().audience("other").build()), nobody);
        refuses(issuer.sign(claims().claim("repository", "evil/ui").build()), nobody);
        refuses(issuer.sign(claims().claim("repository", null).build()), nobody);
        refuses(
                issuer.sign(claims().issuer("https://ci.example/").build()),
                "the issuer is not configured");
    }

    @Test
    void anIdentityIsGoodInItsTimeOnly() throws Exception {
        Instant now = tokens.now.get();
        String late = issuer.sign(claims().expirationTime(Date.from(now.minusSeconds(31))).build());
        String early = issuer.sign(claims().notBeforeTime(Date.from(now.plusSeconds(31))).build());
        String future = issuer.sign(claims().issueTime(Date.from(now.plusSeconds(31))).build());
        String endless = issuer.sign(claims().expirationTime(null).build());
        String skewed = issuer.sign(claims().issueTime(Date.from(now.plusSeconds(29))).build());

        refuses(late, "the identity has expired");
        refuses(early, "the identity is not in force, or lacks a claim");
        refuses(future, "the identity is not in force, or lacks a claim");
        refuses(endless, "the identity is not in force, or lacks a claim");
        assertThat(ask(skewed, Optional.empty())).isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void onlyAnAsymmetricSignatureByAKeyOfTheIssuersCounts() throws Exception {
        RSAKey stolen = new RSAKeyGenerator(2048).keyID(issuer.key().getKeyID()).generate();
        SignedJWT confused =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(issuer.key().getKeyID())
                                .build(),
                        claims().build());
        confused.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
        String unsigned = new PlainJWT(claims().build()).serialize();

        refuses(
                Issuer.sign(claims().build(), stolen),
                "the identity is not signed by a key of its issuer");
        refuses(confused.serialize(), "the identity is signed in a way that is not accepted");
        refuses(unsigned, "the identity is no signed JSON Web Token");
        refuses("x.y.z", "the identity is no signed JSON Web Token");
        refuses("x".repeat(17 << 10), "the identity is longer than 16 KiB");
    }

    @Test
    void keysAreKeptAndAskedForAgainWhenAnUnknownOneSigns() throws Exception {
        ask(good(), Optional.empty());
        ask(good(), Optional.empty());
        assertThat(asked).hasSize(2).last().isEqualTo("https://ci.example/jwks");

        issuer.rotate();
        refuses(good(), "the identity is not signed by a key of its issuer");
        assertThat(asked).as("not more than twice a minute").hasSize(2);
        tokens.pass(Duration.ofSeconds(30));

        assertThat(ask(good(), Optional.empty())).isInstanceOf(Outcome.Issued.class);
        assertThat(asked).hasSize(4);
    }

    @Test
    void whileTheIssuerIsDownItsKeysAreUsedForADay() throws Exception {
        ask(good(), Optional.empty());
        keySet = Optional.of("");
        tokens.pass(Duration.ofHours(23));

        Outcome old = ask(good(), Optional.empty());
        tokens.pass(Duration.ofHours(2));

        assertThat(old).isInstanceOf(Outcome.Issued.class);
        refuses(good(), "the issuer's keys cannot be had");
    }

    @Test
    void whatIsNoKeySetOrAnothersConfigurationIsNotUsed() throws Exception {
        keySet = Optional.of("<html>");
        refuses(good(), "the issuer's keys cannot be had");
        keySet = Optional.empty();
        tokens.pass(Duration.ofMinutes(1));
        configuration = Optional.of("{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"x\"}");

        refuses(good(), "the issuer's keys cannot be had");
    }

    @Test
    void failuresAreCountedHeldUpAndAudited() throws Exception {
        for (int i = 0; i < 30; i++) {
            refuses("x.y.z", "the identity is no signed JSON Web Token");
        }

        assertThat(ask(good(), Optional.empty()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(429);
                            assertThat(refused.pause()).isPositive();
                        });
        tokens.journal.flush();
        assertThat(tokens.store.audit().list(Optional.empty(), 9))
                .singleElement()
                .satisfies(e -> assertThat(e.count()).isEqualTo(30));
    }

    @Test
    void anExchangeIsAuditedWithoutTheIdentity() throws Exception {
        String identity = good();

        ask(identity, Optional.empty());

        assertThat(tokens.store.commits().toString())
                .contains("issuer=https://ci.example", "identity=repo:acme/ui:environment:release")
                .doesNotContain(identity.substring(identity.lastIndexOf('.')));
    }
}
