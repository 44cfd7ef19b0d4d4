package dev.gatehouse.benchmarks;

import dev.gatehouse.core.format.Format;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.maven.MavenFormat;
import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.pypi.PypiFormat;
import dev.gatehouse.server.advisory.AdvisoryBook;
import dev.gatehouse.server.advisory.ImportOutcome;
import dev.gatehouse.server.store.StoreDirectory;
import dev.gatehouse.server.store.UlidIds;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How long the import of 100,000 made-up advisories of three kilobytes takes, into the real store.
 * Run it with {@code -Xmx256m}: that it ends shows that the heap is enough.
 */
public final class OsvImport {
    private static final int RECORDS = 100_000;
    private static final List<String> ECOSYSTEMS = List.of("npm", "PyPI", "Maven");

    private OsvImport() {}

    /**
     * Prints the seconds of each of some runs, the first of a cold JVM.
     *
     * @param arguments an empty directory, and how many runs
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Path zip = zip(directory.resolve("osv.zip"));
        PrintStream out = System.out;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Format<?, ?>> formats =
                List.of(new NpmFormat(1), new PypiFormat(1, 451), new MavenFormat(1, 0));
        InstantSource clock = InstantSource.system();
        UlidIds ids = new UlidIds(clock, new SecureRandom());
        try (StoreDirectory store = StoreDirectory.open(directory.resolve("data"), clock, ids)) {
            Journal journal = new Journal(store.metadata(), ids::next, clock);
            AdvisoryBook book = new AdvisoryBook(store.metadata(), journal, formats, clock);
            for (int run = 0; run < Integer.parseInt(arguments[1]); run++) {
                long start = System.nanoTime();
                long worked = threads.getCurrentThreadCpuTime();
                ImportOutcome outcome =
                        book.take(zip, new AdvisoryBook.Origin("made up", "", "benchmark"));
                double seconds = (System.nanoTime() - start) / 1e9;
                out.printf(
                        "%.2f s, %.2f s of its thread's work, %d MiB of heap at most, %s%n",
                        seconds,
                        (threads.getCurrentThreadCpuTime() - worked) / 1e9,
                        Runtime.getRuntime().maxMemory() >> 20,
                        outcome);
            }
        }
    }

    private static Path zip(Path file) throws IOException {
        String details = "It is bad. ".repeat(200);
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < RECORDS; i++) {
                zip.putNextEntry(new ZipEntry("GHSA-" + i + ".json"));
                zip.write(record(i, details).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    private static String record(int i, String details) {
        String ecosystem = ECOSYSTEMS.get(i % ECOSYSTEMS.size());
        String name = ecosystem.equals("Maven") ? "org.example:lib" + i / 4 : "lib" + i / 4;
        return """
        {"schema_version": "1.7.0", "id": "GHSA-%d", "modified": "2030-01-02T00:00:00Z",
         "published": "2030-01-01T00:00:00Z", "aliases": ["CVE-2030-%d"], "summary": "It is bad.",
         "details": "%s",
         "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
         "affected": [{"package": {"ecosystem": "%s", "name": "%s"},
           "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.%d.0"}]}],
           "versions": ["1.0.0", "1.1.0", "1.2.0"]}],
         "database_specific": {"severity": "CRITICAL", "cwe_ids": ["CWE-79"]}}
        """
                .formatted(i, i, details, ecosystem, name, i % 20);
    }
}
