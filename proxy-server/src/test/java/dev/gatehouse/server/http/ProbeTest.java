package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;

@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbeTest {
    private static final String SECOND = "GET /second HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private TestServer server;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        server =
                TestServer.of(
                        request -> {
                            request.body().open().readAllBytes();
                            return TestServer.echo(request);
                        });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static List<Probes.Probe> probes() {
        return Probes.all();
    }

    @ParameterizedTest
    @MethodSource("probes")
    void refusesAndReadsNothingAfterIt(Probes.Probe probe) throws IOException {
        try (RawClient client = server.client()) {
            client.send(probe.bytes() + SECOND);

            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).as(answer.text()).isEqualTo(probe.status());
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(answer.field("content-type")).startsWith("text/plain");
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(server.handled()).doesNotContain("GET /second");
    }

    @Test
    void theTableIsLongEnough() {
        int count = probes().size();

        System.out.println("probes refused: " + count);

        assertThat(count).isGreaterThanOrEqualTo(150);
        assertThat(probes().stream().map(Probes.Probe::name)).doesNotHaveDuplicates();
    }
}
