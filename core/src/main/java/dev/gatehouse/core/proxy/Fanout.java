package dev.gatehouse.core.proxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** The same question to several sources at once. Thread-safe. */
public final class Fanout {
    private final ExecutorService threads;

    public Fanout(ExecutorService threads) {
        this.threads = threads;
    }

    /** A question that may block. */
    @FunctionalInterface
    public interface Question<S, T> {
        T ask(S subject) throws IOException, InterruptedException;
    }

    /** All answers, in the order of the subjects; the first failure ends it. */
    public <S, T> List<T> each(List<S> subjects, Question<S, T> question)
            throws IOException, InterruptedException {
        if (subjects.size() == 1) {
            return List.of(question.ask(subjects.getFirst()));
        }
        List<Future<T>> futures = new ArrayList<>();
        for (S subject : subjects) {
            futures.add(threads.submit(() -> question.ask(subject)));
        }
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw new IOException(failure.getMessage(), failure);
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IOException(e.getMessage(), e);
            }
        } finally {
            futures.forEach(f -> f.cancel(true));
        }
    }
}
