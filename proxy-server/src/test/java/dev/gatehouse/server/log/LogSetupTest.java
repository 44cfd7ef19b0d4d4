package dev.gatehouse.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The set-up as it is shipped. */
class LogSetupTest {
    private final LoggerContext context = new LoggerContext();

    private AsyncAppender queue() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/logback.xml"))) {
            configurator.doConfigure(in);
        }
        return (AsyncAppender) context.getLogger("ROOT").getAppender("queue");
    }

    private String line(String message, @Nullable Throwable problem) throws Exception {
        var lines = (ConsoleAppender<ILoggingEvent>) queue().getAppender("lines");
        var encoder = (PatternLayoutEncoder) lines.getEncoder();
        var event =
                new LoggingEvent(
                        "x", context.getLogger("a.B"), Level.WARN, message, problem, new Object[0]);
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void noLineCanBeForged() throws Exception {
        String line = line("a\nb\u001b[2Jc", new IllegalStateException("x\n2030 ERROR y"));

        assertThat(line).endsWith(System.lineSeparator());
        assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b").contains("a?b?[2Jc");
        assertThat(line).contains("IllegalStateException: x 2030 ERROR y at ");
    }

    @Test
    void aPlainEventIsOneShortLine() throws Exception {
        assertThat(line("ready", null).strip()).matches("\\S+Z WARN  B ready");
    }

    @Test
    void loggingNeverHoldsUpARequest() throws Exception {
        assertThat(queue().isNeverBlock()).isTrue();
    }
}
