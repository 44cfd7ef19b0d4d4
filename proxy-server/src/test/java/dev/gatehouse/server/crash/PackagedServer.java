package dev.gatehouse.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command that runs a {@link CrashServer} on the jars that the launcher runs, with a cache of
 * the JDK for a fast start as the launcher trains one: a process that is killed twenty times spends
 * most of its lives starting.
 */
final class PackagedServer {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final int MINUTES_TO_TRAIN = 3;

    private PackagedServer() {}

    /** The words before the server's own arguments. */
    static synchronized List<String> command() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(TARGET.resolve("crash"));
        Path main = directory.resolve("crash-server.jar");
        Path cache = directory.resolve("crash-server.aot");
        if (!isTrained(cache)) {
            writeMain(main);
            train(cache, main, directory);
        }
        List<String> command = new ArrayList<>(java());
        command.add("-XX:AOTCache=" + cache);
        command.addAll(mainOf(main));
        return command;
    }

    /** A cache is good for exactly the jars that trained it. */
    private static boolean isTrained(Path cache) throws IOException {
        if (!Files.exists(cache)) {
            return false;
        }
        for (Path jar : product()) {
            if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(cache)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The JDK's cache takes no class from a directory. */
    private static void writeMain(Path jar) throws IOException {
        String entry = CrashServer.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream classes = new JarOutputStream(file);
                InputStream bytes = CrashServer.class.getClassLoader().getResourceAsStream(entry)) {
            classes.putNextEntry(new JarEntry(entry));
            assertThat(bytes).as(entry).isNotNull();
            bytes.transferTo(classes);
        }
    }

    /** One orderly life: nothing is sent to it, so it ends as soon as it serves. */
    private static void train(Path cache, Path main, Path directory)
            throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(directory, "training");
        Path config = place.resolve("gatehouse.yaml");
        Files.writeString(
                config,
                """
                server: {listen: "127.0.0.1:0"}
                storage: {directory: data}
                repositories: {main: {npm: {upstreams: []}}}
                """);
        List<String> command = new ArrayList<>(java());
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(mainOf(main));
        command.addAll(List.of(config.toString(), ServerProcess.TOKEN));
        Path said = directory.resolve("training.log");
        Process training =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        training.getOutputStream().close();
        boolean ended = training.waitFor(MINUTES_TO_TRAIN, TimeUnit.MINUTES);
        assertThat(ended && Files.exists(cache)).as(Files.readString(said)).isTrue();
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m");
    }

    private static List<String> mainOf(Path main) throws IOException {
        String classPath =
                Stream.concat(Stream.of(main), product().stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(System.getProperty("path.separator")));
        return List.of("-cp", classPath, CrashServer.class.getName());
    }

    /** What {@code mvn package} made. */
    private static List<Path> product() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> own = Files.list(TARGET)) {
            own.filter(PackagedServer::isProduct).forEach(jars::add);
        }
        assertThat(jars).as("the product's jar in " + TARGET + " (mvn package)").hasSize(1);
        try (Stream<Path> libraries = Files.list(TARGET.resolve("gatehouse/lib"))) {
            libraries.sorted().forEach(jars::add);
        }
        return jars;
    }

    private static boolean isProduct(Path jar) {
        String name = jar.getFileName().toString();
        return name.startsWith("proxy-server-")
                && name.endsWith(".jar")
                && !name.endsWith("-tests.jar");
    }
}
