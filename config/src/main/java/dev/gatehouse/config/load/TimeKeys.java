package dev.gatehouse.config.load;

import dev.gatehouse.config.UpstreamTimes;

import java.time.Duration;

/** The keys of an upstream that are times. */
final class TimeKeys {
    static final Key.One<Duration> INDEX_TTL =
            Key.withDefault(
                    "index-ttl",
                    Forms.DURATION,
                    UpstreamTimes.DEFAULTS.index(),
                    "For how long an index document is used without asking again; 0s asks each"
                            + " time.");
    static final Key.One<Duration> ABSENT_TTL =
            Key.withDefault(
                    "absent-ttl",
                    Forms.DURATION,
                    UpstreamTimes.DEFAULTS.absent(),
                    "For how long \"it does not have this name\" is used without asking again.");
    static final Key.One<Duration> PRESENCE_TIMEOUT =
            Key.withDefault(
                    "presence-timeout",
                    Forms.DEADLINE,
                    UpstreamTimes.DEFAULTS.presence(),
                    "How long the head of an answer may take when asked whether it has a name.");
    static final Key.One<Duration> TIMEOUT =
            Key.withDefault(
                    "timeout",
                    Forms.DEADLINE,
                    UpstreamTimes.DEFAULTS.firstByte(),
                    "How long the first byte of any answer may take.");
    static final Key.One<Duration> IDLE_TIMEOUT =
            Key.withDefault(
                    "idle-timeout",
                    Forms.DEADLINE,
                    UpstreamTimes.DEFAULTS.idle(),
                    "How long a transfer may stand still.");

    private TimeKeys() {}

    static UpstreamTimes read(Section section) {
        return new UpstreamTimes(
                section.get(INDEX_TTL),
                section.get(ABSENT_TTL),
                section.get(PRESENCE_TIMEOUT),
                section.get(TIMEOUT),
                section.get(IDLE_TIMEOUT));
    }
}
