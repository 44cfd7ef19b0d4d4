package dev.gatehouse.server.upstream;

import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.core.upstream.Validator;
import dev.gatehouse.server.upstream.Attempt.Answered;
import dev.gatehouse.server.upstream.Attempt.Failed;
import dev.gatehouse.server.upstream.Egress.Reach;
import dev.gatehouse.server.upstream.Egress.RefusedException;
import dev.gatehouse.server.upstream.Hop.Budget;

import org.apache.hc.core5.http.Header;

import java.util.Optional;
import java.util.Set;

/** One call: follows redirects, each step checked, until there is a reply. Of one thread. */
final class Fetch {
    static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Lane lane;
    private final HopSender sender;
    private final AnswerReader reader;
    private final UpstreamRequest request;
    private final Budget budget;
    private Optional<Validator> validator;
    private UpstreamUrl from;
    private int status;
    private int redirects;
    private boolean leftOrigin;

    Fetch(Lane lane, UpstreamRequest request, Optional<Validator> validator, Budget budget) {
        this.lane = lane;
        this.sender = new HopSender(lane);
        this.reader = new AnswerReader(lane);
        this.request = request;
        this.budget = budget;
        this.validator = validator.flatMap(RequestHeaders::usable);
        this.from = lane.settings().root();
    }

    private sealed interface Next {
        record Reply(UpstreamReply reply) implements Next {}

        record Go(String reference) implements Next {}
    }

    UpstreamReply run() throws InterruptedException {
        String reference = request.location().toString();
        while (true) {
            switch (step(reference)) {
                case Next.Reply(UpstreamReply reply) -> {
                    return reply;
                }
                case Next.Go(String onward) -> reference = onward;
            }
        }
    }

    private Next step(String reference) throws InterruptedException {
        try {
            UpstreamUrl to = from.resolve(reference);
            Reach reach = lane.egress().requireAllowed(from, to, request.purpose());
            leftOrigin |= reach != Reach.OWN;
            from = to;
            var hop = new Hop(to, reach, !leftOrigin, request, validator, budget);
            return switch (sender.send(hop)) {
                case Failed failed -> new Next.Reply(new UpstreamReply.Broken(failed.reason()));
                case Answered answered -> understand(answered);
            };
        } catch (RefusedException | IllegalArgumentException e) {
            String what = status == 0 ? "the request " : "a redirect ";
            return new Next.Reply(new UpstreamReply.Refused(status, what + e.getMessage()));
        }
    }

    private Next understand(Answered answered) {
        if (REDIRECTS.contains(answered.status())) {
            return redirected(answered);
        }
        if (answered.status() == 304 && isAnotherRevision(answered)) {
            // It confirms a revision that we do not have: ask for the whole one.
            reader.drain(answered);
            validator = Optional.empty();
            return new Next.Go(from.uri().toString());
        }
        return new Next.Reply(reader.read(answered));
    }

    private Next redirected(Answered answered) {
        reader.drain(answered);
        status = answered.status();
        redirects++;
        Header[] locations = answered.response().getHeaders("Location");
        if (locations.length != 1 || request.method() == Method.POST) {
            return refused("a redirect that cannot be followed");
        }
        if (redirects > MAX_REDIRECTS) {
            return refused("more than " + MAX_REDIRECTS + " redirects");
        }
        return new Next.Go(locations[0].getValue());
    }

    private Next refused(String reason) {
        return new Next.Reply(new UpstreamReply.Refused(status, reason));
    }

    private boolean isAnotherRevision(Answered answered) {
        Header etag = answered.response().getFirstHeader("ETag");
        Optional<String> sent = validator.flatMap(Validator::etag);
        return etag != null
                && sent.isPresent()
                && !opaque(sent.get()).equals(opaque(etag.getValue()));
    }

    // Weak comparison (RFC 9110, section 8.8.3.2).
    private static String opaque(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }
}
