package dev.gatehouse.server.cli;

import dev.gatehouse.server.backup.BackupReader.Backup;
import dev.gatehouse.server.backup.Ending;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;

/** What is said of a backup. */
final class BackupReport {
    private BackupReport() {}

    /** Tells what is in it, and which bytes were damaged before. */
    static void tell(Session session, Shared shared, Path place, Backup backup) {
        Ending ending = backup.ending();
        Console console = session.console();
        if (shared.json()) {
            ObjectNode node = new JsonMapper().createObjectNode();
            node.put("path", place.toString())
                    .put("store", backup.heading().store())
                    .put("at", backup.heading().at().toString())
                    .put("files", ending.blobs())
                    .put("bytes", ending.bytes());
            ending.damaged().forEach(node.putArray("damaged")::add);
            console.json(node);
            return;
        }
        console.line("%s: store %s".formatted(place, backup.heading().store()));
        console.line(
                "%d files, %d bytes in all, as of %s."
                        .formatted(
                                ending.blobs(),
                                ending.bytes(),
                                Console.time(backup.heading().at().toString())));
        ending.damaged().forEach(one -> console.line("damaged: " + one));
    }
}
