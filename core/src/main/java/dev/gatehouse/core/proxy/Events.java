package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.signature.PinState;
import dev.gatehouse.core.trust.Ruling;

/** What happens, for metrics. Implementations never block and never throw. */
public interface Events {
    /** A source was refused for a request; where that is not enforced, it would have been. */
    void refused(FormatId format, Ruling ruling, int rule, boolean enforced, String upstream);

    /** A stored ABSENT decided for a trusted source that did not answer. */
    void lastKnown(FormatId format, String upstream);

    /** An index was asked for, and its rendering was or was not at hand. */
    void index(FormatId format, boolean ready);

    /** A file was asked for, and was or was not stored. */
    void file(FormatId format, boolean stored);

    /** Bytes from an upstream were not the expected ones. */
    void integrityFailure(FormatId format, String upstream);

    /** A source that may serve did not answer, and what was stored stood in. */
    void stale(FormatId format, String upstream);

    /** A package was not signed as it was before. */
    void signerAlarm(FormatId format, PinState state);

    /** Nothing is counted. */
    Events NONE =
            new Events() {
                @Override
                public void refused(
                        FormatId format,
                        Ruling ruling,
                        int rule,
                        boolean enforced,
                        String upstream) {}

                @Override
                public void lastKnown(FormatId format, String upstream) {}

                @Override
                public void index(FormatId format, boolean ready) {}

                @Override
                public void file(FormatId format, boolean stored) {}

                @Override
                public void integrityFailure(FormatId format, String upstream) {}

                @Override
                public void stale(FormatId format, String upstream) {}

                @Override
                public void signerAlarm(FormatId format, PinState state) {}
            };
}
