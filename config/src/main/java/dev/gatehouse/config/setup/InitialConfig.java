package dev.gatehouse.config.setup;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.discovery.DiscoveredUpstream;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of the first {@code gatehouse.yaml}. Equal upstreams give equal texts. It has no {@code
 * public-url}: until there is one, documents link to the Host that the client itself used.
 */
public final class InitialConfig {
    private static final String HEAD =
            """
            # Written by `gatehouse init`. All keys: config/gatehouse.example.yaml.
            # After a change: `gatehouse check`, then `gatehouse reload`.

            server:
              # This machine only. For others: 0.0.0.0:4283, and TLS or a proxy in front of it.
              listen: 127.0.0.1:4283

            storage:
              directory: data

            access:
              # What callers without a token may do: read or none. Publishing always needs a token.
              anonymous: read

            repositories:
              main:
            """;

    private InitialConfig() {}

    /** The file that makes these registries untrusted upstreams of the repository {@code main}. */
    public static String text(List<DiscoveredUpstream> upstreams) {
        StringBuilder text = new StringBuilder(HEAD);
        for (FormatName format : FormatName.values()) {
            List<DiscoveredUpstream> own =
                    upstreams.stream().filter(one -> one.format() == format).toList();
            appendFormat(text, format, own);
        }
        return text.toString();
    }

    private static void appendFormat(
            StringBuilder text, FormatName format, List<DiscoveredUpstream> upstreams) {
        text.append(
                """
                %s:
                  # Names that are yours and must never come from an untrusted upstream,
                  # such as %s; '*' at the end only.
                  owned-names: []
                  upstreams:%s
                """
                        .formatted(
                                format.key(),
                                format.ownedExample(),
                                upstreams.isEmpty() ? " []" : "")
                        .indent(4));
        upstreams.forEach(upstream -> append(text, upstream));
    }

    private static void append(StringBuilder text, DiscoveredUpstream upstream) {
        // A path may have a line break in it; a comment may not.
        String where = upstream.foundIn().replaceAll("\\p{Cntrl}", "?");
        text.append(
                """
                # From %s. Untrusted: it may supply only names that neither this
                # repository nor a trusted upstream has, so that private packages are safe.
                - name: %s
                  url: %s
                  trust: untrusted
                  priority: 100
                """
                        .formatted(where, upstream.name(), upstream.url())
                        .indent(8));
        if (!upstream.fileHosts().isEmpty()) {
            String hosts =
                    upstream.fileHosts().stream()
                            .map(URI::toString)
                            .collect(Collectors.joining(", ", "[", "]"));
            text.append(
                    """
                      # Where the documents of that registry link to for files.
                      file-hosts: %s
                    """
                            .formatted(hosts)
                            .indent(8));
        }
    }
}
