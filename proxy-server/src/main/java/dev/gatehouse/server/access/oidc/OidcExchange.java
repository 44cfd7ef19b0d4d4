package dev.gatehouse.server.access.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.gatehouse.core.format.AccountCall.Outcome;
import dev.gatehouse.core.format.AccountCall.Wish;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.StoredToken.Origin;
import dev.gatehouse.core.upstream.UpstreamClient;
import dev.gatehouse.server.access.AccountDesk;
import dev.gatehouse.server.access.CreatedToken;
import dev.gatehouse.server.access.FailedLogins;
import dev.gatehouse.server.access.NewToken;
import dev.gatehouse.server.access.TokenBook;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Exchanges identities that a CI gives its jobs for tokens of {@value #MINUTES} minutes, bound to
 * role, repositories and packages. Thread-safe.
 */
public final class OidcExchange implements AccountDesk.Exchange {
    static final int MINUTES = 15;
    private static final int MOST_TOKENS = 10_000;
    private static final int LONGEST_DETAIL = 200;

    private final Supplier<List<Publisher>> publishers;
    private final KeySets keys;
    private final IdentityCheck check;
    private final Desk desk;

    /**
     * An exchange.
     *
     * @param publishers as they are configured now
     * @param client by which issuers are asked for their keys
     */
    public OidcExchange(
            Supplier<List<Publisher>> publishers,
            UpstreamClient client,
            Desk desk,
            InstantSource clock) {
        this.publishers = publishers;
        this.keys = new KeySets(client, clock);
        this.check = new IdentityCheck(clock);
        this.desk = desk;
    }

    /** Where tokens are made, and where failures are told. */
    public record Desk(TokenBook tokens, FailedLogins failures, Journal journal) {}

    /** Clients ask before they have an identity: they are told the first that is configured. */
    @Override
    public Optional<String> audience() {
        return publishers.get().stream().map(Publisher::audience).findFirst();
    }

    @Override
    public Outcome exchange(Wish.Exchange wish, String address)
            throws IOException, InterruptedException {
        Duration wait = desk.failures().wait(address);
        if (wait.isPositive()) {
            return new Outcome.Refused(429, "too many failed logins, try again later", wait);
        }
        try {
            return issue(wish.name(), address, read(wish.identity()));
        } catch (RejectedException e) {
            desk.failures().failed(address, Optional.empty());
            desk.journal().denied(new Journal.Denied("", "anonymous", address, e.reason()));
            return new Outcome.Refused(403, "Not exchanged: " + e.reason());
        }
    }

    private JWTClaimsSet read(String text) throws RejectedException, InterruptedException {
        SignedJWT identity = IdentityCheck.read(text);
        String issuer = IdentityCheck.issuer(identity);
        Publisher one =
                publishers.get().stream()
                        .filter(p -> p.issuer().equals(issuer))
                        .findFirst()
                        .orElseThrow(() -> new RejectedException("the issuer is not configured"));
        return check.verify(identity, issuer, keys.of(one, identity.getHeader().getKeyID()));
    }

    private Outcome issue(Optional<PackageName> name, String address, JWTClaimsSet claims)
            throws IOException, RejectedException {
        Publisher publisher =
                publishers.get().stream()
                        .filter(p -> p.issuer().equals(claims.getIssuer()))
                        .filter(p -> claims.getAudience().contains(p.audience()))
                        .filter(p -> p.claims().entrySet().stream().allMatch(c -> says(claims, c)))
                        .filter(p -> name.map(p::covers).orElse(true))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new RejectedException(
                                                "no trusted publisher has that audience, these"
                                                        + " claims and this package"));
        if (desk.tokens().count(Origin.EXCHANGED) >= MOST_TOKENS) {
            return new Outcome.Refused(503, "too many tokens were exchanged, try again later");
        }
        NewToken wanted =
                new NewToken(
                        publisher.name(),
                        publisher.role(),
                        publisher.repositories(),
                        Optional.of(Duration.ofMinutes(MINUTES)),
                        Origin.EXCHANGED,
                        name.<Set<PackageName>>map(Set::of).or(publisher::packages));
        CreatedToken created =
                desk.tokens().issue(wanted, details(claims, address), publisher.name());
        return new Outcome.Issued(created.text().value(), publisher.name());
    }

    /** A claim may have several values, one of which must be it. */
    private static boolean says(JWTClaimsSet claims, Map.Entry<String, String> wanted) {
        Object said = claims.getClaim(wanted.getKey());
        return said instanceof Collection<?> several
                ? several.stream().anyMatch(one -> wanted.getValue().equals(String.valueOf(one)))
                : said != null && wanted.getValue().equals(String.valueOf(said));
    }

    private static Map<String, String> details(JWTClaimsSet claims, String address) {
        Map<String, String> details = new TreeMap<>();
        details.put("address", address);
        details.put("issuer", String.valueOf(claims.getIssuer()));
        details.put("identity", shortened(String.valueOf(claims.getSubject())));
        return details;
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > LONGEST_DETAIL ? plain.substring(0, LONGEST_DETAIL) : plain;
    }
}
