package dev.gatehouse.server.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Does the steps of scripts on one connection. */
final class ScriptPlayer {
    private static final Duration BEAT = Duration.ofMillis(50);

    private final Socket socket;
    private final OutputStream out;
    private final AtomicLong bytesSent;

    ScriptPlayer(Socket socket, AtomicLong bytesSent) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.bytesSent = bytesSent;
        socket.setTcpNoDelay(true);
    }

    /** Whether the connection is still open after the last step. */
    boolean play(Script script) throws IOException, InterruptedException {
        for (Step step : script.steps()) {
            switch (step) {
                case Step.Send send -> send(send.bytes(), 0, send.bytes().length);
                case Step.Trickle trickle -> trickle(trickle.bytes(), trickle.bytesPerSecond());
                case Step.Endless endless -> repeat(endless.bytes());
                case Step.Pause pause -> Thread.sleep(pause.time());
                case Step.Hold hold -> hold();
                case Step.Reset reset -> reset();
                case Step.Close close -> socket.close();
            }
            if (socket.isClosed()) {
                return false;
            }
        }
        return true;
    }

    private void send(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        out.flush();
        bytesSent.addAndGet(length);
    }

    private void trickle(byte[] bytes, int perSecond) throws IOException, InterruptedException {
        int beatsPerSecond = (int) (1000 / BEAT.toMillis());
        int portion = Math.max(1, perSecond / beatsPerSecond);
        Duration pause = perSecond < beatsPerSecond ? Duration.ofMillis(1000 / perSecond) : BEAT;
        for (int at = 0; at < bytes.length; at += portion) {
            send(bytes, at, Math.min(portion, bytes.length - at));
            Thread.sleep(pause);
        }
    }

    private void repeat(byte[] bytes) throws IOException {
        while (!socket.isClosed()) {
            send(bytes, 0, bytes.length);
        }
    }

    private void hold() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Whatever the client sends meanwhile is not answered.
        }
        socket.close();
    }

    private void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
