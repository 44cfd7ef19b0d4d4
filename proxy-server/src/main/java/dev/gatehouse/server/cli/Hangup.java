package dev.gatehouse.server.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The signal by which an operator asks a process to read its configuration anew. The JDK's only way
 * to it is {@code sun.misc.Signal} of the module {@code jdk.unsupported}. Nothing but this class
 * knows that, and it looks it up by name, as a compiler warning about it cannot be suppressed.
 */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** Runs this at each SIGHUP from now on, on a thread of its own. */
    static void listen(Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run =
                    MethodHandles.lookup().bind(task, "run", MethodType.methodType(void.class));
            Object told =
                    MethodHandleProxies.asInterfaceInstance(
                            handler, MethodHandles.dropArguments(run, 0, signal));
            Object hangup = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangup, told);
        } catch (ReflectiveOperationException e) {
            // Windows has no such signal: `gatehouse reload` is the way there.
            LOG.info("SIGHUP does not reload the configuration here: {}", e.toString());
        }
    }
}
