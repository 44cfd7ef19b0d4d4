package dev.gatehouse.server.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** One thing that a {@link ScriptedUpstream} does on a connection. */
// Steps are played and never compared, so arrays do no harm in them.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Step {

    /** Sends these bytes at once. */
    static Step send(byte[] bytes) {
        return new Send(bytes);
    }

    /** Sends this text at once, one byte for each character (ISO 8859-1). */
    static Step send(String text) {
        return new Send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends these bytes slowly. */
    static Step trickle(byte[] bytes, int bytesPerSecond) {
        return new Trickle(bytes, bytesPerSecond);
    }

    /** Sends these bytes again and again until the client is gone. */
    static Step endless(byte[] bytes) {
        return new Endless(bytes);
    }

    /** Does nothing for so long. */
    static Step pause(Duration time) {
        return new Pause(time);
    }

    /**
     * Keeps the connection open and silent until the client closes it or the upstream is closed.
     */
    static Step hold() {
        return new Hold();
    }

    /** Ends the connection with a TCP reset. */
    static Step reset() {
        return new Reset();
    }

    /** Ends the connection in order. */
    static Step close() {
        return new Close();
    }

    /** Sends bytes at once. */
    record Send(byte[] bytes) implements Step {
        @Override
        public String toString() {
            return "Send[" + shown(bytes) + "]";
        }
    }

    /** Sends bytes slowly; {@code bytesPerSecond} from 1. */
    record Trickle(byte[] bytes, int bytesPerSecond) implements Step {
        public Trickle {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException(
                        bytesPerSecond + " bytes per second: expected 1 or more");
            }
        }

        @Override
        public String toString() {
            return "Trickle[" + shown(bytes) + ", " + bytesPerSecond + " B/s]";
        }
    }

    /** Sends bytes until the client is gone. */
    record Endless(byte[] bytes) implements Step {
        @Override
        public String toString() {
            return "Endless[" + shown(bytes) + "]";
        }
    }

    /** Does nothing for a time. */
    record Pause(Duration time) implements Step {}

    /** Does nothing until one side closes. */
    record Hold() implements Step {}

    /** Ends the connection with a reset. */
    record Reset() implements Step {}

    /** Ends the connection in order. */
    record Close() implements Step {}

    private static String shown(byte[] bytes) {
        return bytes.length <= 24 ? HexFormat.of().formatHex(bytes) : bytes.length + " bytes";
    }
}
