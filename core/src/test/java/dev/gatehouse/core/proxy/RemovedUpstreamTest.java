package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The configuration changes while a request that it is about is being answered. */
class RemovedUpstreamTest {
    private Gate gate;
    private ScriptedUpstream trusted;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate();
        gate.untrusted("P").versions("x", "2");
        trusted = gate.trusted("V").versions("x", "1");
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    @Test
    void whoAskedBeforeAnUpstreamWasRemovedIsAnsweredWithoutIt() throws Exception {
        trusted.always(
                request -> {
                    gate.remove("V");
                    return new UpstreamReply.Broken("upstream V is not set up");
                });

        assertThat(gate.versions("x")).containsExactly("2 P");
    }

    @Test
    void anUpstreamThatIsStillThereAndDoesNotAnswerIsAskedOnce() throws Exception {
        trusted.down();

        assertThat(gate.versions("x")).containsExactly("503");
        assertThat(trusted.asked("index/x")).isOne();
    }
}
