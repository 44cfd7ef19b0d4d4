package dev.gatehouse.core.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What waits to be told to webhooks, and what is remembered of them. */
public interface WebhookView {
    /** In the order of their names. */
    List<StoredHook> hooks() throws IOException;

    /**
     * Deliveries to one webhook, dead ones too, in the order of their ids.
     *
     * @param after the id behind which they begin
     */
    List<StoredDelivery> deliveries(String hook, Optional<String> after, int most)
            throws IOException;

    Optional<StoredDelivery> delivery(String hook, String id) throws IOException;

    /** The position in the audit log up to which events were queued; empty before the first. */
    OptionalLong position() throws IOException;
}
