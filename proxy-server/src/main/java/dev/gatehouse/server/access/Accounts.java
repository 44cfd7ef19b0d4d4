package dev.gatehouse.server.access;

import dev.gatehouse.core.store.StoredToken;
import dev.gatehouse.core.store.StoredToken.Origin;
import dev.gatehouse.core.store.StoredUser;
import dev.gatehouse.server.access.password.Passwords;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users and the tokens that they log in for. Thread-safe. */
public final class Accounts {
    /** For how long a login's token is good. */
    static final Duration LOGIN = Duration.ofDays(90);

    private static final int MOST_LOGINS = 100;

    private final UserBook users;
    private final TokenBook tokens;
    private final Passwords passwords;
    private final InstantSource clock;

    public Accounts(UserBook users, TokenBook tokens, Passwords passwords, InstantSource clock) {
        this.users = users;
        this.tokens = tokens;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** All users, by name. */
    public List<StoredUser> list() {
        return users.list();
    }

    /**
     * Adds a user, who may log in as soon as this returns.
     *
     * @throws IllegalArgumentException if a user or token has that name
     */
    public StoredUser add(NewUser wanted, String by) throws IOException, InterruptedException {
        if (tokens.made(wanted.name()).isPresent()) {
            throw new IllegalArgumentException(
                    "there is a token named " + wanted.name() + "; revoke it first");
        }
        StoredUser user =
                new StoredUser(
                        wanted.name(),
                        passwords.hash(wanted.password()),
                        wanted.role(),
                        wanted.repositories(),
                        clock.instant());
        users.add(user, by);
        return user;
    }

    /** Removes a user, and ends all its tokens, at once. */
    public Optional<StoredUser> remove(String name, String by) throws IOException {
        List<StoredToken> ended = tokens.inForce(t -> isLogin(t, name));
        Optional<StoredUser> removed = users.remove(name, by, tokens.revoking(ended, by));
        removed.ifPresent(user -> tokens.take(ended));
        return removed;
    }

    private static boolean isLogin(StoredToken token, String user) {
        return token.origin() == Origin.LOGIN && token.name().equals(user);
    }

    /**
     * A token for a user whose password was found right; of too many, the oldest ends.
     *
     * @param address where the user logged in
     */
    CreatedToken login(StoredUser user, String address) throws IOException {
        List<StoredToken> logins = logins(user.name());
        if (logins.size() >= MOST_LOGINS) {
            tokens.revoke(logins.getFirst().id(), user.name());
        }
        NewToken wanted =
                new NewToken(
                        user.name(),
                        user.role(),
                        user.repositories(),
                        Optional.of(LOGIN),
                        Origin.LOGIN,
                        Optional.empty());
        return tokens.issue(wanted, Map.of("address", address), user.name());
    }

    /** The same for the user of that name, which there is. */
    String login(String name, String address) throws IOException {
        StoredUser user =
                users.find(name)
                        .orElseThrow(() -> new IOException("the user " + name + " was removed"));
        return login(user, address).text().value();
    }

    /**
     * Ends that token.
     *
     * @return whether there was one that is stored and was in force
     */
    boolean logout(String token, String by) throws IOException {
        Optional<StoredToken> found = tokens.find(token);
        return found.isPresent() && !tokens.revoke(found.get().id(), by).isEmpty();
    }

    /** The tokens of a user's logins that are in force, the oldest first. */
    List<StoredToken> logins(String user) {
        return tokens.inForce(t -> isLogin(t, user)).stream()
                .sorted(Comparator.comparing(StoredToken::id))
                .toList();
    }
}
