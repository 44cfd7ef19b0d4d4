package dev.gatehouse.server;

import dev.gatehouse.config.Credentials;
import dev.gatehouse.config.DurationText;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.server.ConfigDiff.Part;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changes in the upstreams of one format, by the rules that give them their ids. */
final class UpstreamDiff {
    private static final List<Part<UpstreamConfig>> PARTS =
            List.of(
                    new Part<>("trust", u -> ConfigDiff.word(u.trust())),
                    new Part<>("priority", UpstreamConfig::priority),
                    new Part<>("mode", u -> ConfigDiff.word(u.mode())),
                    new Part<>("active", UpstreamConfig::active),
                    new Part<>("verify-tls", UpstreamConfig::verifyTls),
                    new Part<>("ca", u -> ConfigDiff.shown(u.ca())),
                    new Part<>("username", u -> username(u.credentials())),
                    new Part<>("headers", u -> u.headers().keySet()),
                    new Part<>("canary", u -> ConfigDiff.shown(u.canary())),
                    new Part<>("index-ttl", u -> DurationText.render(u.times().index())),
                    new Part<>("absent-ttl", u -> DurationText.render(u.times().absent())),
                    new Part<>("presence-timeout", u -> DurationText.render(u.times().presence())),
                    new Part<>("timeout", u -> DurationText.render(u.times().firstByte())),
                    new Part<>("idle-timeout", u -> DurationText.render(u.times().idle())),
                    new Part<>("file-hosts", UpstreamConfig::fileHosts),
                    new Part<>("checksums", u -> ConfigDiff.word(u.checksums())));

    private UpstreamDiff() {}

    static List<String> between(List<UpstreamConfig> before, List<UpstreamConfig> after) {
        List<String> lines = new ArrayList<>();
        List<UpstreamConfig> left = new ArrayList<>(before);
        for (UpstreamConfig now : after) {
            Optional<UpstreamConfig> old = at(left, now);
            old.ifPresent(left::remove);
            if (old.isPresent()) {
                changed(old.get(), now, lines);
            } else {
                lines.add(added(now, before));
            }
        }
        for (UpstreamConfig gone : left) {
            lines.add(
                    "%s: removed (%s); its provenance and presence end"
                            .formatted(gone.name(), gone.url()));
        }
        return lines;
    }

    private static Optional<UpstreamConfig> at(List<UpstreamConfig> some, UpstreamConfig wanted) {
        return some.stream().filter(u -> u.url().equals(wanted.url())).findFirst();
    }

    private static String added(UpstreamConfig now, List<UpstreamConfig> before) {
        boolean elsewhere = before.stream().anyMatch(u -> u.name().equals(now.name()));
        return "%s: added as %s (%s)%s"
                .formatted(
                        now.name(),
                        ConfigDiff.word(now.trust()),
                        now.url(),
                        elsewhere ? "; another URL is another source, without provenance" : "");
    }

    private static void changed(UpstreamConfig old, UpstreamConfig now, List<String> lines) {
        if (!old.name().equals(now.name())) {
            lines.add("%s: renamed to %s; keeps its provenance".formatted(old.name(), now.name()));
        }
        PARTS.forEach(
                part ->
                        part.change(old, now)
                                .ifPresent(change -> lines.add(now.name() + " " + change)));
        if (!old.credentials().equals(now.credentials())) {
            lines.add(now.name() + " credentials: changed");
        }
        if (!old.headers().equals(now.headers())) {
            lines.add(now.name() + " headers: changed");
        }
    }

    private static String username(Credentials credentials) {
        return credentials instanceof Credentials.Login login ? login.username() : "none";
    }
}
