package dev.gatehouse.server.api.doctor;

import dev.gatehouse.core.proxy.Canaries;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.proxy.UpstreamChecks.Answer;
import dev.gatehouse.core.upstream.Upstream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at one upstream after the other. Thread-safe. */
final class UpstreamDoctor {
    private static final Duration CLOCK = Duration.ofMinutes(2);
    private static final long SOON = 30;
    private static final long URGENT = 7;

    private final Services services;
    private final HostFacts host;
    private final InstantSource clock;

    UpstreamDoctor(Services services, HostFacts host, InstantSource clock) {
        this.services = services;
        this.host = host;
        this.clock = clock;
    }

    List<Finding> examine(Mount<?, ?> mount, Upstream upstream) throws InterruptedException {
        String subject = mount.repositoryName() + " " + mount.format().id() + " " + upstream.name();
        if (!upstream.isAsked()) {
            return List.of(
                    Finding.note(
                            "upstream",
                            subject,
                            "is inactive or cache-only, so it is not asked",
                            ""));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(reach(upstream, subject));
        if ("https".equals(upstream.url().getScheme())) {
            findings.add(certificate(upstream, subject));
        }
        canary(mount, upstream, subject).ifPresent(findings::add);
        return findings;
    }

    private Finding reach(Upstream upstream, String subject) throws InterruptedException {
        return switch (services.checks().ask(upstream)) {
            case Answer.Silent(String reason) ->
                    Finding.problem(
                            "upstream",
                            subject,
                            "does not answer: " + reason,
                            "try its url from this machine: curl -v " + upstream.url());
            case Answer.Refused(String reason) ->
                    Finding.problem(
                            "upstream",
                            subject,
                            "refuses: " + reason,
                            "set username and password, or token, of this upstream");
            case Answer.Reachable(Optional<Duration> ahead)
                    when ahead.filter(a -> a.abs().compareTo(CLOCK) > 0).isPresent() ->
                    Finding.note(
                            "upstream",
                            subject,
                            "its clock and ours differ by " + ahead.get().abs().toSeconds() + " s",
                            "let both keep time by NTP");
            case Answer.Reachable ignored -> Finding.ok("upstream", subject, "answers");
        };
    }

    private Finding certificate(Upstream upstream, String subject) {
        Instant end;
        try {
            end = host.certificateEnd(upstream.url());
        } catch (IOException e) {
            return Finding.note(
                    "tls", subject, "its certificate could not be seen: " + e.getMessage(), "");
        }
        long days = Duration.between(clock.instant(), end).toDays();
        String detail = "its certificate ends in %d days, at %s".formatted(days, end);
        if (days < URGENT) {
            return Finding.problem("tls", subject, detail, "ask who runs it to renew it now");
        }
        return days < SOON
                ? Finding.note("tls", subject, detail, "ask who runs it to renew it")
                : Finding.ok("tls", subject, detail);
    }

    private Optional<Finding> canary(Mount<?, ?> mount, Upstream upstream, String subject)
            throws InterruptedException {
        Optional<Canaries.Status> status = services.canaries().look(mount, upstream);
        if (status.isPresent()) {
            return status.map(s -> canary(s, subject));
        }
        boolean matters =
                upstream.source().isTrusted()
                        && mount.settings().upstreams().stream()
                                .anyMatch(u -> !u.source().isTrusted());
        return matters
                ? Optional.of(
                        Finding.note(
                                "canary",
                                subject,
                                "has none: if its credentials break, it may seem to have no names",
                                "set canary to a name that it is known to have"))
                : Optional.empty();
    }

    private static Finding canary(Canaries.Status status, String subject) {
        return status.trouble()
                .map(
                        trouble ->
                                Finding.problem(
                                        "canary",
                                        subject,
                                        trouble + "; its 404s count as no answer",
                                        "check its credentials, and that the name is still there"))
                .orElseGet(() -> Finding.ok("canary", subject, status.canary() + " is there"));
    }
}
