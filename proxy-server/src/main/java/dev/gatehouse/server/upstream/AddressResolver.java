package dev.gatehouse.server.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * Turns a host name into addresses, once for each request: what it gives is checked and then
 * connected to, and nothing looks the name up again. Any number of threads.
 */
@FunctionalInterface
public interface AddressResolver {
    /**
     * Looks a name up.
     *
     * @param host a name or an address literal without brackets
     * @param limit how long it may take
     * @return one address or more, the preferred one first
     * @throws UnknownHostException if there is none, or none was found in time
     */
    List<InetAddress> resolve(String host, Duration limit)
            throws UnknownHostException, InterruptedException;
}
