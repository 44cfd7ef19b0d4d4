package dev.gatehouse.server.http;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * One request and its answer. Runs on a virtual thread of its own, or on the event loop for as long
 * as it takes to see that the answer is ready.
 */
final class Exchange implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Response BROKEN = Response.text(500, "internal error\n");

    /** How the connection goes on. */
    enum Outcome {
        /** With the next request. */
        NEXT,
        /** Not, but the client may read its answer to the end. */
        LINGER,
        /** Not at all: the answer is not complete, and the client must see that. */
        RESET
    }

    private final Front front;
    private final Channel channel;
    private final Inbound inbound;
    private final InboundBody bytes;
    private final StreamedBody body;
    private final Consumer<Outcome> whenDone;
    private @Nullable Response given;
    private boolean counted;

    /**
     * @param whenDone called once, on the event loop
     */
    Exchange(
            Front front,
            Channel channel,
            Inbound inbound,
            InboundBody bytes,
            Consumer<Outcome> whenDone) {
        this.front = front;
        this.channel = channel;
        this.inbound = inbound;
        this.bytes = bytes;
        this.body = new StreamedBody(bytes, inbound, front.settings().limits());
        this.whenDone = whenDone;
    }

    InboundBody bytes() {
        return bytes;
    }

    /** Answers at once if that takes no waiting; else a thread of its own is started. */
    void begin() {
        counted = front.inFlight().enter(VitalPaths.include(inbound.head().target()));
        if (!counted) {
            front.metrics().refused(503);
            writeShort(full());
            return;
        }
        Response ready = ready();
        if (ready != null && ResponseWriter.isShort(inbound, ready)) {
            writeShort(ready);
            return;
        }
        given = ready;
        Thread thread = front.threads().newThread(this);
        if (inbound.hasBody()) {
            // A short body that came with its head is taken in first, so the connection can stay.
            channel.eventLoop().execute(thread::start);
        } else {
            thread.start();
        }
    }

    private static Response full() {
        return Response.text(503, "the server is full, try again\n").with("retry-after", "1");
    }

    private @Nullable Response ready() {
        if (!inbound.head().method().isRead()) {
            return null;
        }
        try {
            return front.ready().find(inbound.head()).map(Exchange::checked).orElse(null);
        } catch (RuntimeException e) {
            LOG.error("A ready answer could not be looked up", e);
            return BROKEN;
        }
    }

    private void writeShort(Response response) {
        boolean keep = keeps(response);
        front.writer()
                .writeShort(channel, inbound, response, keep)
                .addListener(sent -> end(sent.isSuccess() ? after(keep) : Outcome.RESET));
    }

    @Override
    public void run() {
        Outcome outcome = Outcome.RESET;
        try {
            Response ready = given;
            Response response = ready != null ? ready : judged(answer());
            boolean keep = keeps(response);
            front.writer().write(channel, inbound, response, keep);
            outcome = after(keep);
        } catch (IOException e) {
            LOG.debug("An answer was not sent to its end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("An answer could not be written", e);
        } finally {
            Outcome last = outcome;
            finish(last);
        }
    }

    private void finish(Outcome outcome) {
        try {
            channel.eventLoop().execute(() -> end(outcome));
        } catch (RejectedExecutionException e) {
            LOG.debug("The server was closed before a request ended", e);
            release();
        }
    }

    private static Outcome after(boolean keep) {
        return keep ? Outcome.NEXT : Outcome.LINGER;
    }

    private Response answer() throws InterruptedException {
        RequestBody content = inbound.hasBody() ? body : RequestBody.EMPTY;
        try {
            Request request = new Request(inbound.head(), content, Principal.ANONYMOUS);
            return checked(front.handler().handle(request));
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            if (!bytes.hasFailed() && body.refusal().isEmpty()) {
                LOG.error("A request failed without an answer", e);
            }
            return BROKEN;
        }
    }

    // A body that broke the rules was not understood, whatever the handler made of it.
    private Response judged(Response response) {
        Optional<Refusal> refusal = body.refusal();
        refusal.ifPresent(r -> front.metrics().refused(r.status()));
        return refusal.map(ResponseWriter::refusal).orElse(response);
    }

    private static Response checked(Response response) {
        if (response.status() < 200 || response.status() > 599) {
            LOG.error("A handler gave the status {}", response.status());
            return BROKEN;
        }
        return response;
    }

    private boolean keeps(Response response) {
        return inbound.keepAlive()
                && bytes.complete()
                && !front.connections().draining()
                && ResponseHeads.isFramed(inbound, response)
                && !response.headers().first("connection").orElse("").equalsIgnoreCase("close");
    }

    private void end(Outcome outcome) {
        release();
        whenDone.accept(outcome);
    }

    private void release() {
        if (counted) {
            front.inFlight().leave();
        }
        try {
            body.release();
        } catch (IOException e) {
            LOG.debug("The body of a request could not be closed", e);
        }
    }
}
