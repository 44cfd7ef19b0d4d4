package dev.gatehouse.server.audit;

import dev.gatehouse.core.http.LiveContent;
import dev.gatehouse.core.store.AuditLink;
import dev.gatehouse.core.store.AuditView;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The audit log from a position to where it ended when this began, as lines. For one thread. */
public final class AuditLines implements LiveContent {
    private static final int AT_ONCE = 200;

    private final AuditView audit;
    private final Function<AuditLink, String> line;
    private final long end;
    private long position;

    /**
     * Lines.
     *
     * @param after the position behind which they begin
     * @param line one entry without a line feed
     */
    public AuditLines(AuditView audit, long after, Function<AuditLink, String> line)
            throws IOException {
        this.audit = audit;
        this.line = line;
        this.end = audit.bounds().end().position();
        this.position = Math.max(after, audit.bounds().start().position());
    }

    @Override
    public Optional<ByteBuffer> next() throws IOException {
        if (position >= end) {
            return Optional.empty();
        }
        List<AuditLink> links = audit.links(position, (int) Math.min(AT_ONCE, end - position));
        if (links.isEmpty() || links.getFirst().position() != position + 1) {
            throw new IOException("entry " + (position + 1) + " of the audit log is missing");
        }
        StringBuilder text = new StringBuilder();
        links.forEach(link -> text.append(line.apply(link)).append('\n'));
        position = links.getLast().position();
        return Optional.of(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {}
}
