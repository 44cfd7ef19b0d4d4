package dev.gatehouse.server.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/** Exports, and says in the log once when that fails and once when it works again. Thread-safe. */
final class ReportedExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ReportedExporter.class);

    private final SpanExporter exporter;
    private final String where;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * An exporter.
     *
     * @param where how the log calls the place that takes the traces
     */
    ReportedExporter(SpanExporter exporter, String where) {
        this.exporter = exporter;
        this.where = where;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(!result.isSuccess()));
    }

    private void tell(boolean fails) {
        if (failing.compareAndSet(!fails, fails)) {
            if (fails) {
                LOG.warn("{} takes no traces; they are dropped until it does", where);
            } else {
                LOG.info("{} takes traces again", where);
            }
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
