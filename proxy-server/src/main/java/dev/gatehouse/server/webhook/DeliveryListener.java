package dev.gatehouse.server.webhook;

/** Hears what comes of deliveries, for metrics. Implementations never block and never throw. */
public interface DeliveryListener {
    /** How an attempt ended. */
    enum Outcome {
        /** The receiver took it. */
        DELIVERED,
        /** It did not, and it is tried again. */
        FAILED,
        /** It did not, and it is not tried again. */
        DEAD
    }

    /** A delivery was sent. */
    void attempted(String hook, Outcome outcome);
}
