package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.Refusal.Asked;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.trust.SourceRuling;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Why a file that was to be fetched is not served, and who is told of it. Thread-safe. */
final class FetchRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(FetchRefusals.class);

    private final Blocks blocks;
    private final Journal journal;
    private final Events events;

    FetchRefusals(Kernel kernel) {
        this.blocks = new Blocks(kernel.journal(), kernel.events());
        this.journal = kernel.journal();
        this.events = kernel.events();
    }

    /** An undecided name is not blocked: who asks again may get it. */
    FileAnswer lost(FileRequest<?, ?> request, SourceRuling ruling, List<String> owners) {
        blocks.tell(request.mount(), request.name(), ruling, request.by());
        String explain = request.mount().explain(request.name());
        if (!ruling.isDecided() && !ruling.permits(request.upstream().id())) {
            List<String> silent = ruling.silent().stream().map(s -> s.source().name()).toList();
            return new FileAnswer.Refused(
                    new Refusal.Undecided(
                            Asked.FILE,
                            request.name(),
                            ruling.rule(),
                            silent,
                            journal.id(),
                            explain));
        }
        return new FileAnswer.Refused(
                new Refusal.Blocked(Asked.FILE, request.name(), owners, journal.id(), explain));
    }

    FileAnswer wrong(FileRequest<?, ?> request, String what) {
        alarm(request, what);
        String upstream = request.upstream().name();
        return new FileAnswer.Refused(
                new Refusal.BadUpstream(request.file().name() + " from " + upstream + " " + what));
    }

    void alarm(FileRequest<?, ?> request, String what) {
        String upstream = request.upstream().name();
        LOG.error("{} of {} from {} {}", request.file().name(), request.name(), upstream, what);
        events.integrityFailure(request.mount().format().id(), upstream);
        journal.refused(
                AuditEvent.Kind.INTEGRITY,
                request.mount(),
                request.name(),
                new Journal.Refused(upstream, 0, request.by()));
    }

    static FileAnswer missing(FileRequest<?, ?> request, int status) {
        String text =
                request.upstream().name()
                        + " lists "
                        + request.file().name()
                        + " but answered "
                        + status
                        + " for it";
        return new FileAnswer.Refused(new Refusal.NotFound(Asked.FILE, text));
    }

    static FileAnswer unavailable(FileRequest<?, ?> request, String reason) {
        LOG.warn("{} gave no {}: {}", request.upstream().name(), request.file().name(), reason);
        return withheld(request, request.upstream().name());
    }

    static FileAnswer withheld(FileRequest<?, ?> request, String silent) {
        return new FileAnswer.Refused(
                new Refusal.Undecided(
                        Asked.FILE,
                        request.name(),
                        3,
                        List.of(silent),
                        "",
                        request.mount().explain(request.name())));
    }
}
