package dev.gatehouse.server.access;

import dev.gatehouse.core.proxy.Memories;
import dev.gatehouse.core.proxy.Memory;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often logins have failed, by address (of IPv6, the network of 64 bits) and by user. Bounded;
 * what is forgotten counts anew. A good token is never held up; a user's own address, one that a
 * login came from before, is not held up by what others try elsewhere. Thread-safe, never blocks.
 */
public final class FailedLogins {
    /** So many failures at once, and one more each so often. */
    record Limit(int burst, Duration each) {}

    static final Limit OF_ADDRESS = new Limit(30, Duration.ofSeconds(2));
    static final Limit OF_USER = new Limit(10, Duration.ofSeconds(30));
    private static final long MOST = 50_000;
    private static final int NETWORK = 8;

    private final InstantSource clock;
    private final Memory<String, AtomicLong> addresses;
    private final Memory<String, AtomicLong> users;
    private final Memory<String, Boolean> known;

    public FailedLogins(Memories memories, InstantSource clock) {
        this.clock = clock;
        this.addresses = memories.counted("failed-logins-of-addresses", MOST);
        this.users = memories.counted("failed-logins-of-users", MOST);
        this.known = memories.counted("login-addresses", MOST);
    }

    /** For how long an address must wait; zero when it need not. */
    public Duration wait(String address) {
        return wait(addresses, network(address), OF_ADDRESS);
    }

    /** For how long a user must wait at that address; zero when it need not. */
    Duration wait(String address, String user) {
        Duration here = wait(address);
        if (known.find(pair(address, user)).isPresent()) {
            return here;
        }
        Duration anywhere = wait(users, user, OF_USER);
        return here.compareTo(anywhere) > 0 ? here : anywhere;
    }

    /** A login failed; a user that there is not has no count. */
    public void failed(String address, Optional<String> user) {
        failed(addresses, network(address), OF_ADDRESS);
        user.ifPresent(name -> failed(users, name, OF_USER));
    }

    void succeeded(String address, String user) {
        known.put(pair(address, user), true);
    }

    private static String pair(String address, String user) {
        return user + " " + network(address);
    }

    /**
     * Each count is the time at which all failures so far are forgiven (the generic cell rate
     * algorithm): it moves on by {@code each} with every failure, and never further than the burst.
     */
    private Duration wait(Memory<String, AtomicLong> counts, String key, Limit limit) {
        long now = clock.millis();
        long ahead =
                counts.find(key).map(AtomicLong::get).orElse(now) - now - whole(limit).toMillis();
        return ahead < 0 ? Duration.ZERO : Duration.ofMillis(Math.max(ahead, 1));
    }

    private void failed(Memory<String, AtomicLong> counts, String key, Limit limit) {
        long now = clock.millis();
        long most = now + whole(limit).plus(limit.each()).toMillis() - 1;
        Optional<AtomicLong> count = counts.find(key);
        if (count.isPresent()) {
            count.get()
                    .updateAndGet(
                            free -> Math.min(Math.max(free, now) + limit.each().toMillis(), most));
        } else {
            counts.put(key, new AtomicLong(now + limit.each().toMillis()));
        }
    }

    private static Duration whole(Limit limit) {
        return limit.each().multipliedBy(limit.burst());
    }

    private static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
