package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;

import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every probe through real reverse proxies: where one lets a message pass that we read otherwise, a
 * request could be hidden from it, or an answer could reach another client. What all clients were
 * answered is compared with what reached the handler, and after each probe a request over the same
 * kept connections must get its own answer.
 */
class ReverseProxyIT {
    private static final Pattern HANDLED = Pattern.compile("(?im)^x-handled: (\\S+)");

    private static final Pattern FINAL = Pattern.compile("(?m)^HTTP/1\\.[01] [2-5]\\d\\d ");

    private static final int AT_ONCE = 48;

    @TempDir Path directory;

    /** Paths of requests whose whole body was read. */
    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    /** All answers to some bytes: what the handler said in them, and how many it had no part in. */
    private record Answers(List<String> marks, int others) {}

    /** What a probe brought, and the clean request after it. */
    private record Outcome(String probe, String own, Answers answers, Answers clean) {
        private Stream<String> marks() {
            return Stream.concat(answers.marks().stream(), clean.marks().stream());
        }

        /**
         * Whether the proxy gave up the message halfway and said so itself: Varnish ends what it
         * has begun to send on, so the request is complete for us, and then drops our answer.
         */
        private boolean wasGivenUp() {
            return answers.marks().isEmpty() && answers.others() == 1;
        }
    }

    @ParameterizedTest
    @EnumSource(ReverseProxy.Kind.class)
    void bothSidesCountTheSameRequests(ReverseProxy.Kind kind, TestReporter reporter)
            throws Exception {
        try (TestServer server = TestServer.of(this::count);
                ReverseProxy proxy = ReverseProxy.start(kind, directory, server.server().port())) {
            List<Outcome> outcomes = all(proxy);

            assertThat(outcomes)
                    .allSatisfy(o -> assertThat(o.clean().marks()).containsExactly("/c" + o.own()));
            List<String> unheard = new ArrayList<>(handled);
            List<String> unasked = new ArrayList<>();
            outcomes.stream()
                    .flatMap(Outcome::marks)
                    .forEach(
                            mark -> {
                                if (!unheard.remove(mark)) {
                                    unasked.add(mark);
                                }
                            });
            outcomes.stream()
                    .filter(Outcome::wasGivenUp)
                    .forEach(o -> unheard.remove("/p" + o.own()));
            assertThat(unheard).as("handled, but no client got its answer").isEmpty();
            assertThat(unasked).as("answers more than were handled").isEmpty();
            long accepted = outcomes.stream().filter(o -> o.marks().count() > 1).count();
            reporter.publishEntry(kind + ": requests that were let through", accepted + "");
        }
    }

    private Response count(Request request) throws IOException {
        String target = request.head().target().raw();
        request.body().open().readAllBytes();
        handled.add(target);
        return TestServer.echo(request).with("X-Handled", target);
    }

    private static List<Outcome> all(ReverseProxy proxy) throws Exception {
        var places = new Semaphore(AT_ONCE);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> tasks = new ArrayList<>();
            for (Probes.Probe probe : Probes.all()) {
                String own = "%04d".formatted(tasks.size());
                tasks.add(
                        () -> {
                            places.acquire();
                            try {
                                return ask(proxy, probe, own);
                            } finally {
                                places.release();
                            }
                        });
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> one : clients.invokeAll(tasks)) {
                outcomes.add(one.get());
            }
            return outcomes;
        }
    }

    /** The length of each message stays what it was, or a body would end elsewhere. */
    private static Outcome ask(ReverseProxy proxy, Probes.Probe probe, String own)
            throws IOException {
        String bytes = probe.bytes().replace("/probe", "/p" + own);
        String second = "GET /s%s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(own);
        String clean =
                "GET /c%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(own);
        return new Outcome(
                probe.name(), own, answers(proxy, bytes + second), answers(proxy, clean));
    }

    /** Until the proxy ends the connection. */
    private static Answers answers(ReverseProxy proxy, String bytes) throws IOException {
        try (RawClient client = proxy.client()) {
            String text = text(client.send(bytes).socket().getInputStream());
            List<String> marks = HANDLED.matcher(text).results().map(m -> m.group(1)).toList();
            int all = (int) FINAL.matcher(text).results().count();
            return new Answers(marks, all - marks.size());
        }
    }

    private static String text(InputStream stream) throws IOException {
        var all = new StringBuilder();
        byte[] some = new byte[8192];
        try {
            for (int n = stream.read(some); n >= 0; n = stream.read(some)) {
                all.append(new String(some, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            // A front that ends so has said all that it has to say.
            return all.toString();
        }
        return all.toString();
    }
}
