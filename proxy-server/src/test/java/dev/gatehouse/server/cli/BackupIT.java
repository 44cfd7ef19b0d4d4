package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A backup of the real server while packages are published, restored on an empty machine. */
class BackupIT {
    private static final String MAIN = RunningGate.npm("main", "upstreams: []");
    private static final int BEFORE = 20;

    @TempDir private Path directory = Path.of("");

    @Test
    void whatWasAcknowledgedBeforeABackupUnderLoadIsServedFromItOnAnotherMachine()
            throws Exception {
        Desk desk = new Desk(Files.createDirectory(directory.resolve("desk")));
        Path data = Files.createDirectory(directory.resolve("server"));
        List<String> acknowledged;
        try (RunningGate gate = RunningGate.start(data, MAIN, InstantSource.system())) {
            desk.environment.put("GATEHOUSE_URL", gate.mount("x", "y").resolve("/").toString());
            desk.environment.put("GATEHOUSE_TOKEN", RunningGate.TOKEN);
            acknowledged = backUpUnderLoad(gate, desk);
        }
        Path archive = desk.directory.resolve("all.tar");
        assertThat(desk.out).contains("all.tar: store 01");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");

        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        desk.write("gatehouse.yaml", "storage: {directory: " + elsewhere.resolve("data") + "}\n");
        assertThat(desk.run("restore", "all.tar", "--check")).as(desk.err).isZero();
        assertThat(elsewhere.resolve("data")).doesNotExist();
        assertThat(desk.run("restore", "all.tar")).as(desk.err).isZero();

        try (RunningGate gate = RunningGate.start(elsewhere, MAIN, InstantSource.system())) {
            for (String name : acknowledged) {
                var answer =
                        gate.get(gate.registry("main").resolve(name + "/-/" + name + "-1.0.0.tgz"));
                assertThat(answer.statusCode()).as(name).isEqualTo(200);
            }
        }
        assertThat(desk.run("restore", "all.tar")).isEqualTo(2);
        assertThat(desk.err).contains("is not empty");
        assertThat(desk.run("backup", "all.tar")).isEqualTo(2);
        assertThat(desk.err).contains("is there already");
    }

    /** Four publishers go on all the time. */
    private static List<String> backUpUnderLoad(RunningGate gate, Desk desk) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < BEFORE; i++) {
            publish(gate, "before-" + i);
            acknowledged.add("before-" + i);
        }
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(4);
        List<Thread> publishers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            String name = "during-" + p + "-";
            publishers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            for (int i = 0; !done.get(); i++) {
                                                publish(gate, name + i);
                                                begun.countDown();
                                            }
                                        } catch (IOException
                                                | InterruptedException
                                                | AssertionError e) {
                                            failure.set(e);
                                        }
                                    }));
        }
        begun.await();
        int code = desk.run("backup", "all.tar");
        done.set(true);
        for (Thread publisher : publishers) {
            publisher.join();
        }
        assertThat(code).as(desk.err).isZero();
        assertThat(failure).hasNullValue();
        return acknowledged;
    }

    private static void publish(RunningGate gate, String name)
            throws IOException, InterruptedException {
        var answer = gate.publish("main", NpmPackage.of(name, "1.0.0", name));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }
}
