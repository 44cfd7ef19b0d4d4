package dev.gatehouse.server.advisory;

import dev.gatehouse.core.advisory.AdvisorySet.Counts;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes one set of advisories, record by record: no more than one is held, besides what waits to
 * be written, which is bounded. Nobody sees the set before it is put in force. For one use and
 * thread.
 */
final class AdvisoryImport implements RecordSource.Use {
    static final int LONGEST_RECORD = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryImport.class);
    private static final long MOST_RECORDS = 1_000_000;
    private static final long MOST_BYTES = 16L << 30;
    private static final int MOST_TOLD = 100;
    private static final int MOST_TOGETHER = 500;
    private static final long MOST_WAITING = 1 << 20;

    private final OsvReader reader;
    private final MetadataStore metadata;
    private final String set;
    private final Map<String, Long> seen = new HashMap<>();
    private final List<Change> waiting = new ArrayList<>();
    private final List<ImportReport.Problem> problems = new ArrayList<>();
    private long waitingBytes;
    private long bytes;
    private long records;
    private long kept;
    private long withdrawn;
    private long elsewhere;
    private long repeated;
    private long refused;
    private long ignored;

    /**
     * @param set its id, which no other ever had
     */
    AdvisoryImport(OsvReader reader, MetadataStore metadata, String set) {
        this.reader = reader;
        this.metadata = metadata;
        this.set = set;
    }

    @Override
    public void take(String file, InputStream content) throws IOException {
        if (!file.toLowerCase(Locale.ROOT).endsWith(".json")) {
            ignored++;
            return;
        }
        byte[] record = read(file, content);
        records++;
        bytes += record.length;
        if (records > MOST_RECORDS || bytes > MOST_BYTES) {
            throw new IOException(
                    "it has more than %d records, or more than 16 GiB of them"
                            .formatted(MOST_RECORDS));
        }
        try {
            take(record);
        } catch (MalformedRecordException e) {
            refuse(file, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] read(String file, InputStream content) throws IOException {
        try {
            return content.readNBytes(LONGEST_RECORD + 1);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void take(byte[] content) throws MalformedRecordException {
        if (content.length > LONGEST_RECORD) {
            throw new MalformedRecordException("expected at most 4 MiB");
        }
        OsvRecord record = reader.read(content);
        CRC32 sum = new CRC32();
        sum.update(content);
        Long before = seen.putIfAbsent(record.id(), sum.getValue());
        if (before != null && before != sum.getValue()) {
            throw new MalformedRecordException("another record has the id " + record.id());
        }
        if (before != null) {
            repeated++;
            return;
        }
        switch (record) {
            case OsvRecord.Withdrawn(var _) -> withdrawn++;
            case OsvRecord.Elsewhere(var _) -> elsewhere++;
            case OsvRecord.Kept known -> keep(known, content.length);
        }
    }

    private void keep(OsvRecord.Kept record, long size) {
        kept++;
        record.advisories()
                .forEach(
                        (name, advisory) -> {
                            waiting.add(new Change.PutAdvisory(set, name, advisory));
                            waitingBytes += size;
                            if (waiting.size() >= MOST_TOGETHER || waitingBytes > MOST_WAITING) {
                                flush();
                            }
                        });
    }

    private void refuse(String file, String reason) {
        refused++;
        LOG.warn("The advisory {} was refused: {}", file, reason);
        if (problems.size() < MOST_TOLD) {
            problems.add(new ImportReport.Problem(file, reason));
        }
    }

    /**
     * Writes what waits.
     *
     * @throws UncheckedIOException when the store cannot take it: no fault of the source
     */
    void flush() {
        try {
            metadata.commit(waiting, Durability.BEHIND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waiting.clear();
        waitingBytes = 0;
    }

    Counts counts() {
        return new Counts(kept, withdrawn, elsewhere, repeated, refused);
    }

    long ignored() {
        return ignored;
    }

    List<ImportReport.Problem> problems() {
        return problems;
    }
}
