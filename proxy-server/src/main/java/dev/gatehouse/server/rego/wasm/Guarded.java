package dev.gatehouse.server.rego.wasm;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;

/**
 * Runs what a module makes the engine do. Whatever comes of a module is an answer about that
 * module: neither a bad instruction, nor a recursion without end, nor a class that the machine does
 * not verify may reach anybody else.
 */
final class Guarded {
    private Guarded() {}

    /** What is run. */
    interface Work<T> {
        T run();
    }

    static <T> T run(String what, Work<T> work) throws OpaException, InterruptedException {
        try {
            return work.run();
        } catch (ChicoryInterruptedException overtime) {
            throw interrupted(overtime);
        } catch (OpaAbort abort) {
            throw new OpaException("the policy stopped: " + abort.getMessage(), abort);
        } catch (StackOverflowError deep) {
            throw new OpaException(what + ": it recurses too deeply", deep);
        } catch (OutOfMemoryError large) {
            throw new OpaException(what + ": it asks for too much memory", large);
        } catch (RuntimeException | LinkageError | AssertionError broken) {
            throw new OpaException(what + ": " + oneLine(broken), broken);
        }
    }

    private static InterruptedException interrupted(ChicoryInterruptedException overtime) {
        var interrupted = new InterruptedException("stopped");
        interrupted.initCause(overtime);
        return interrupted;
    }

    private static String oneLine(Throwable broken) {
        String message = broken.getMessage();
        return message == null || message.isBlank()
                ? broken.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
