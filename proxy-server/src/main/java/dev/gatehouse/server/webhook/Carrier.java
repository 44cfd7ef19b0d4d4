package dev.gatehouse.server.webhook;

import dev.gatehouse.server.upstream.MessageSender;
import dev.gatehouse.server.upstream.MessageSender.Message;
import dev.gatehouse.server.upstream.MessageSender.Result;

/** How messages are sent: {@link MessageSender#send}. */
@FunctionalInterface
public interface Carrier {
    /** Sends one and waits for what comes of it. */
    Result send(Message message) throws InterruptedException;
}
