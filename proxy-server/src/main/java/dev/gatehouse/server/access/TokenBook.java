package dev.gatehouse.server.access;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.StoredToken;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * All tokens, by their hashes, in memory. A check costs one SHA-256 and one look-up, whatever was
 * presented, and never blocks. Thread-safe.
 */
public final class TokenBook {
    private static final String WRONG = "the token is wrong";

    private final MetadataStore metadata;
    private final Journal journal;
    private final SecureRandom random;
    private final InstantSource clock;
    private final ConcurrentMap<Digest, Entry> entries = new ConcurrentHashMap<>();

    private TokenBook(
            MetadataStore metadata, Journal journal, SecureRandom random, InstantSource clock) {
        this.metadata = metadata;
        this.journal = journal;
        this.random = random;
        this.clock = clock;
    }

    /** A token that is known: stored, or given for this start only. */
    private sealed interface Entry {
        record Stored(StoredToken token) implements Entry {}

        record Given(Principal principal, boolean fromLoopbackOnly) implements Entry {}
    }

    /** The tokens of that store. */
    public static TokenBook load(
            MetadataStore metadata, Journal journal, SecureRandom random, InstantSource clock)
            throws IOException {
        TokenBook book = new TokenBook(metadata, journal, random, clock);
        for (StoredToken token : metadata.identities().tokens()) {
            book.entries.put(token.hash(), new Entry.Stored(token));
        }
        return book;
    }

    /** Accepts that token of an administrator until the process ends; it is stored nowhere. */
    public void giveAdmin(Secret token) {
        give(token, new Entry.Given(new Principal("admin", Role.ADMIN, Set.of()), false));
    }

    /** Makes an administrator's token for callers on this machine, until the process ends. */
    public Secret giveLocal() {
        Secret token = TokenText.make(random);
        give(token, new Entry.Given(new Principal("local", Role.ADMIN, Set.of()), true));
        return token;
    }

    private void give(Secret token, Entry entry) {
        entries.put(TokenText.hash(token.value()), entry);
    }

    /** What that token is worth to a sender who does, or does not, sit on this machine. */
    public TokenCheck check(String presented, boolean fromLoopback) {
        Digest hash = TokenText.hash(presented);
        Entry found = entries.get(hash);
        return switch (found) {
            case Entry.Stored(StoredToken token) when areEqual(token.hash(), hash) -> judge(token);
            case Entry.Given given when fromLoopback || !given.fromLoopbackOnly() ->
                    new TokenCheck.Good(given.principal());
            case Entry.Given _ ->
                    new TokenCheck.Bad(
                            "the token of this start is good on the server's machine only");
            case Entry.Stored _ -> new TokenCheck.Bad(WRONG);
            case null ->
                    new TokenCheck.Bad(
                            TokenText.isDamaged(presented)
                                    ? WRONG + ": a character of it was lost or changed"
                                    : WRONG);
        };
    }

    private TokenCheck judge(StoredToken token) {
        if (token.revoked()) {
            return new TokenCheck.Bad("the token was revoked");
        }
        if (token.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            return new TokenCheck.Bad("the token has expired");
        }
        return new TokenCheck.Good(new Principal(token.name(), token.role(), token.repositories()));
    }

    private static boolean areEqual(Digest one, Digest other) {
        return MessageDigest.isEqual(
                one.hex().getBytes(StandardCharsets.US_ASCII),
                other.hex().getBytes(StandardCharsets.US_ASCII));
    }

    /** All stored tokens, revoked and expired ones included, in order of their making. */
    public List<StoredToken> list() {
        return entries.values().stream()
                .filter(Entry.Stored.class::isInstance)
                .map(e -> ((Entry.Stored) e).token())
                .sorted(Comparator.comparing(StoredToken::id))
                .toList();
    }

    /**
     * Makes a token; it is good as soon as this returns.
     *
     * @throws IllegalArgumentException if a token that is still good has that name
     */
    public CreatedToken create(NewToken wanted, String by) throws IOException {
        if (list().stream().anyMatch(t -> t.name().equals(wanted.name()) && isGood(t))) {
            throw new IllegalArgumentException(
                    "there is a token named " + wanted.name() + " already; revoke it first");
        }
        Secret text = TokenText.make(random);
        StoredToken token =
                new StoredToken(
                        journal.id(),
                        wanted.name(),
                        TokenText.hash(text.value()),
                        wanted.role(),
                        wanted.repositories(),
                        clock.instant(),
                        wanted.lifetime().map(clock.instant()::plus),
                        false);
        metadata.commit(new Change.PutToken(token), audit(token, "created", by));
        entries.put(token.hash(), new Entry.Stored(token));
        return new CreatedToken(token, text);
    }

    private boolean isGood(StoredToken token) {
        return judge(token) instanceof TokenCheck.Good;
    }

    /**
     * Revokes the tokens of that id or name; the next request with one is refused.
     *
     * @return what was revoked; empty if nothing of that id or name was still in force
     */
    public List<StoredToken> revoke(String idOrName, String by) throws IOException {
        List<StoredToken> revoked =
                list().stream()
                        .filter(t -> !t.revoked())
                        .filter(t -> t.id().equals(idOrName) || t.name().equals(idOrName))
                        .map(TokenBook::revoked)
                        .toList();
        if (revoked.isEmpty()) {
            return revoked;
        }
        List<Change> changes = new ArrayList<>();
        for (StoredToken token : revoked) {
            changes.add(new Change.PutToken(token));
            changes.add(audit(token, "revoked", by));
        }
        metadata.commit(changes, MetadataStore.Durability.SYNCED);
        revoked.forEach(t -> entries.put(t.hash(), new Entry.Stored(t)));
        return revoked;
    }

    private static StoredToken revoked(StoredToken token) {
        return new StoredToken(
                token.id(),
                token.name(),
                token.hash(),
                token.role(),
                token.repositories(),
                token.createdAt(),
                token.expiresAt(),
                true);
    }

    private Change audit(StoredToken token, String what, String by) {
        Map<String, String> details = new TreeMap<>();
        details.put("change", what);
        details.put("id", token.id());
        details.put("role", token.role().name().toLowerCase(Locale.ROOT));
        details.put("repositories", String.join(",", token.repositories()));
        token.expiresAt().ifPresent(end -> details.put("expires_at", end.toString()));
        return journal.entry(
                Kind.TOKEN, "", "token:" + token.name(), Optional.empty(), by, details);
    }
}
