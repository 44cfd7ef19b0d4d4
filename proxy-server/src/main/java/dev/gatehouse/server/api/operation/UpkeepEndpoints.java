package dev.gatehouse.server.api.operation;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.Json;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Upkeep of the store, one at a time. Thread-safe. */
final class UpkeepEndpoints {
    private final Upkeep upkeep;
    private final Json json;
    private final Semaphore running = new Semaphore(1);

    UpkeepEndpoints(Upkeep upkeep, Json json) {
        this.upkeep = upkeep;
        this.json = json;
    }

    private interface Task {
        Map<String, Object> run() throws IOException, InterruptedException;
    }

    Response collect(ApiCall call) throws IOException, InterruptedException {
        return alone(
                () -> {
                    Upkeep.Collected collected = upkeep.collect();
                    return Map.of("seen", collected.seen(), "removed", collected.removed());
                });
    }

    Response scrub(ApiCall call) throws IOException, InterruptedException {
        return alone(
                () -> {
                    Upkeep.Scrubbed scrubbed = upkeep.scrub();
                    return Map.of(
                            "read", scrubbed.read(),
                            "damaged", scrubbed.damaged(),
                            "missing", scrubbed.missing());
                });
    }

    /** The archive begins when the client takes it, and is told of in the audit log before. */
    Response backup(ApiCall call) throws IOException {
        if (upkeep.isBackingUp()) {
            throw ApiException.conflict("A backup is under way already.");
        }
        return Response.of(
                200,
                Headers.of("content-type", "application/x-tar")
                        .with("content-disposition", "attachment; filename=gatehouse-backup.tar")
                        .with("cache-control", "no-store"),
                new Body.Live(upkeep.backup(call.by())));
    }

    private Response alone(Task task) throws IOException, InterruptedException {
        if (!running.tryAcquire()) {
            throw ApiException.conflict("Upkeep of the store is running already.");
        }
        try {
            return json.answer(200, task.run());
        } finally {
            running.release();
        }
    }
}
