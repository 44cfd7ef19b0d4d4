package dev.gatehouse.server.upstream;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What kind of place an address is, from the special-purpose address registries of IANA (RFC 6890)
 * and the metadata addresses of clouds.
 */
enum AddressClass {
    /** Reachable from everywhere: any origin may be there. */
    PUBLIC,
    /** Loopback, private, shared or otherwise special: only where an operator named the origin. */
    LOCAL,
    /** Link-local, cloud metadata, multicast, unspecified: never, whoever named it. */
    FORBIDDEN;

    private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");
    private static final AddressBlock SIX_TO_FOUR = AddressBlock.parse("2002::/16");
    private static final AddressBlock MAPPED = AddressBlock.mapped();

    // The first block that holds an address decides.
    private static final Map<AddressBlock, AddressClass> SPECIAL = special();

    static AddressClass of(InetAddress address) {
        return of(address.getAddress());
    }

    private static AddressClass of(byte[] address) {
        if (MAPPED.contains(address) || NAT64.contains(address)) {
            return of(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return notPublic(of(Arrays.copyOfRange(address, 2, 6)));
        }
        return SPECIAL.entrySet().stream()
                .filter(entry -> entry.getKey().contains(address))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(address.length == 4 ? PUBLIC : LOCAL);
    }

    // 6to4 (RFC 7526 retired it) leads to a relay, so it is never as good as the address inside.
    private static AddressClass notPublic(AddressClass inner) {
        return inner == PUBLIC ? LOCAL : inner;
    }

    private static Map<AddressBlock, AddressClass> special() {
        Map<AddressBlock, AddressClass> blocks = new LinkedHashMap<>();
        add(blocks, FORBIDDEN, "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255");
        // Metadata services outside of link-local: Alibaba, Oracle, Azure.
        add(blocks, FORBIDDEN, "100.100.100.200", "192.0.0.192", "168.63.129.16");
        add(blocks, LOCAL, "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12");
        add(blocks, LOCAL, "192.168.0.0/16", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15");
        // Documentation, and the rest of class E.
        add(blocks, LOCAL, "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4");
        add(blocks, LOCAL, "::1");
        // Unspecified, IPv4-compatible (retired), link-local, multicast.
        add(blocks, FORBIDDEN, "::/96", "fe80::/10", "ff00::/8");
        // Metadata services: AWS, Google.
        add(blocks, FORBIDDEN, "fd00:ec2::/32", "fd20:ce::254");
        // IETF protocol assignments (Teredo, ORCHID), documentation, segment routing.
        add(blocks, LOCAL, "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16");
        add(blocks, PUBLIC, "2000::/3");
        return blocks;
    }

    private static void add(
            Map<AddressBlock, AddressClass> blocks, AddressClass kind, String... texts) {
        for (String text : texts) {
            blocks.put(AddressBlock.parse(text), kind);
        }
    }
}
