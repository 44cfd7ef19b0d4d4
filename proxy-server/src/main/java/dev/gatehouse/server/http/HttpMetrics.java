package dev.gatehouse.server.http;

/** What the server tells about itself. Called on event loops: must not block. */
public interface HttpMetrics {
    /** Nobody listens. */
    HttpMetrics NONE =
            new HttpMetrics() {
                @Override
                public void opened() {}

                @Override
                public void closed() {}

                @Override
                public void refused(int status) {}
            };

    /** A connection was accepted. */
    void opened();

    /** A connection ended. */
    void closed();

    /** A message was refused before any handler saw it, or for lack of room (503). */
    void refused(int status);
}
