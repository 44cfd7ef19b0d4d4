package dev.gatehouse.server.access;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.StoredToken;
import dev.gatehouse.core.store.StoredToken.Origin;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

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
    private final UserBook users;
    private final TokenUses uses;
    private final ConcurrentMap<Digest, Entry> entries = new ConcurrentHashMap<>();

    private TokenBook(
            MetadataStore metadata,
            Journal journal,
            UserBook users,
            SecureRandom random,
            InstantSource clock)
            throws IOException {
        this.metadata = metadata;
        this.journal = journal;
        this.users = users;
        this.uses = TokenUses.load(metadata, clock);
        this.random = random;
        this.clock = clock;
    }

    /** A token that is known: stored, or given for this start only. */
    private sealed interface Entry {
        record Stored(StoredToken token) implements Entry {}

        record Given(Principal principal, boolean fromLoopbackOnly) implements Entry {}
    }

    /**
     * The tokens of that store.
     *
     * @param users whose logins some of them are
     */
    public static TokenBook load(
            MetadataStore metadata,
            Journal journal,
            UserBook users,
            SecureRandom random,
            InstantSource clock)
            throws IOException {
        TokenBook book = new TokenBook(metadata, journal, users, random, clock);
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
            case Entry.Stored(StoredToken token) when TokenText.areEqual(token.hash(), hash) ->
                    used(token);
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

    private TokenCheck used(StoredToken token) {
        TokenCheck check = judge(token);
        if (check instanceof TokenCheck.Good) {
            uses.note(token.id());
        }
        return check;
    }

    private TokenCheck judge(StoredToken token) {
        if (token.revoked()) {
            return new TokenCheck.Bad("the token was revoked");
        }
        if (token.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            return new TokenCheck.Bad("the token has expired");
        }
        return switch (token.origin()) {
            case MADE, EXCHANGED ->
                    new TokenCheck.Good(
                            new Principal(
                                    token.name(),
                                    token.role(),
                                    token.repositories(),
                                    token.packages()));
            case LOGIN -> login(token);
        };
    }

    /** A token from before the user was removed and added again is another user's. */
    private TokenCheck login(StoredToken token) {
        return users.find(token.name())
                .filter(user -> !token.createdAt().isBefore(user.createdAt()))
                .<TokenCheck>map(user -> new TokenCheck.Good(UserBook.principal(user)))
                .orElseGet(() -> new TokenCheck.Bad("the user of the token was removed"));
    }

    /** All stored tokens, revoked and expired ones included, in order of their making. */
    public List<StoredToken> list() {
        return entries.values().stream()
                .filter(Entry.Stored.class::isInstance)
                .map(e -> ((Entry.Stored) e).token())
                .sorted(Comparator.comparing(StoredToken::id))
                .toList();
    }

    /** When tokens were last used. */
    public TokenUses uses() {
        return uses;
    }

    /**
     * Makes a token; it is good as soon as this returns.
     *
     * @throws IllegalArgumentException if an operator's token that is still good has that name, or
     *     a user
     */
    public CreatedToken create(NewToken wanted, String by) throws IOException {
        if (users.find(wanted.name()).isPresent()) {
            throw new IllegalArgumentException("there is a user named " + wanted.name());
        }
        if (made(wanted.name()).isPresent()) {
            throw new IllegalArgumentException(
                    "there is a token named " + wanted.name() + " already; revoke it first");
        }
        return issue(wanted, Map.of(), by);
    }

    /** The token of that name that an operator made and that is still good. */
    Optional<StoredToken> made(String name) {
        return list().stream()
                .filter(t -> t.origin() == Origin.MADE && t.name().equals(name) && isGood(t))
                .findFirst();
    }

    /**
     * Makes a token, however many there are of its name.
     *
     * @param more further details for the audit log
     */
    public CreatedToken issue(NewToken wanted, Map<String, String> more, String by)
            throws IOException {
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
                        false,
                        wanted.origin(),
                        wanted.packages());
        Map<String, String> details = new TreeMap<>(more);
        details.put("change", "created");
        metadata.commit(new Change.PutToken(token), TokenAudit.change(journal, token, details, by));
        entries.put(token.hash(), new Entry.Stored(token));
        return new CreatedToken(token, text);
    }

    /** How many tokens came to be that way and are still kept. */
    public long count(Origin origin) {
        return entries.values().stream()
                .filter(e -> e instanceof Entry.Stored(StoredToken t) && t.origin() == origin)
                .count();
    }

    private boolean isGood(StoredToken token) {
        return judge(token) instanceof TokenCheck.Good;
    }

    /** The stored token of that text, if it is still good. */
    Optional<StoredToken> find(String text) {
        return entries.get(TokenText.hash(text)) instanceof Entry.Stored(StoredToken token)
                        && isGood(token)
                ? Optional.of(token)
                : Optional.empty();
    }

    /**
     * Revokes the tokens of that id or name; the next request with one is refused.
     *
     * @return what was revoked; empty if nothing of that id or name was still in force
     */
    public List<StoredToken> revoke(String idOrName, String by) throws IOException {
        List<StoredToken> ended =
                inForce(t -> t.id().equals(idOrName) || t.name().equals(idOrName));
        if (!ended.isEmpty()) {
            metadata.commit(revoking(ended, by), Durability.SYNCED);
            take(ended);
        }
        return ended;
    }

    /** Such tokens that were not revoked, as they are when they are. */
    List<StoredToken> inForce(Predicate<StoredToken> wanted) {
        return list().stream()
                .filter(t -> !t.revoked())
                .filter(wanted)
                .map(StoredToken::ended)
                .toList();
    }

    /** What is committed to revoke these. */
    List<Change> revoking(List<StoredToken> ended, String by) {
        List<Change> changes = new ArrayList<>();
        for (StoredToken token : ended) {
            changes.add(new Change.PutToken(token));
            changes.add(TokenAudit.change(journal, token, Map.of("change", "revoked"), by));
        }
        return changes;
    }

    /** These were committed as revoked. */
    void take(List<StoredToken> ended) {
        ended.forEach(t -> entries.put(t.hash(), new Entry.Stored(t)));
    }

    /** Forgets tokens of logins and exchanges that have ended; what operators made stays listed. */
    public void purge() throws IOException {
        List<StoredToken> over =
                list().stream().filter(t -> t.origin() != Origin.MADE && !isGood(t)).toList();
        if (over.isEmpty()) {
            return;
        }
        metadata.commit(
                over.stream().<Change>map(t -> new Change.DropToken(t.id())).toList(),
                Durability.BEHIND);
        for (StoredToken token : over) {
            entries.remove(token.hash());
            uses.forget(token.id());
        }
    }
}
