package dev.gatehouse.server.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps absences from filling the disk, as somebody who asks for random names could make them do.
 * Thread-safe.
 *
 * <p>When there are too many, all are forgotten: an absence that is not known leaves its name
 * undecided, which blocks, and names that are in use are learnt anew within minutes.
 */
final class AbsenceBound {
    /** About 20 MiB. */
    static final long MOST = 200_000;

    private static final byte[] EVERYTHING = {};

    private final RocksDatabase database;
    private final long most;
    private final AtomicLong count;

    AbsenceBound(RocksDatabase database, long most) throws IOException {
        this.database = database;
        this.most = most;
        this.count = new AtomicLong(database.estimate(Column.ABSENT));
    }

    /** The same steps, after one that makes room if that is needed. */
    List<Op> bound(List<Op> ops) throws IOException {
        long more = 0;
        for (Op op : ops) {
            if (op instanceof Op.Put(var column, var key, _)
                    && column == Column.ABSENT
                    && database.get(column, key).isEmpty()) {
                more++;
            }
        }
        if (more == 0 || count.addAndGet(more) <= most) {
            return ops;
        }
        count.set(more);
        List<Op> bounded = new ArrayList<>(ops.size() + 1);
        bounded.add(new Op.DeleteAll(Column.ABSENT, EVERYTHING));
        bounded.addAll(ops);
        return bounded;
    }
}
