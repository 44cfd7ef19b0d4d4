package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * A real Maven with settings and a local repository of its own. Everything goes through the gate.
 */
public final class MavenTool {
    /** The deploy plugin: the only plugin that these tests need from outside. */
    public static final String DEPLOY = "org.apache.maven.plugins:maven-deploy-plugin:3.1.4:";

    /** What Maven 3 wants beside every extension, made up. */
    public static final Shelf.Item BESIDE_EXTENSIONS =
            new Shelf.Item("org.codehaus.plexus:plexus-utils", "1.1", "made-up");

    private static final Pattern HOME = Pattern.compile("Maven home: (.+)");
    private static final Pattern URL = Pattern.compile("<url>(https?://[^<]+)</url>");

    /** It says why it is not served at once, instead of trying again for a quarter of a minute. */
    private static final List<String> IMPATIENT =
            List.of(
                    "-Daether.connector.http.retryHandler.serviceUnavailable=429",
                    "-Daether.transport.http.retryHandler.serviceUnavailable=429",
                    "-Daether.transport.http.retryHandler.count=0");

    private final ClientTool command;
    private final Path home;
    private Path local;

    private MavenTool(ClientTool command, Path home) {
        this.command = command;
        this.home = home;
        this.local = home.resolve("repository");
    }

    /**
     * Maven in a home of its own.
     *
     * @param program {@code mvn}, or the path of another one
     */
    public static MavenTool of(String program, Path home) throws IOException {
        ClientTool command =
                ClientTool.of(home, program)
                        .without("MAVEN_")
                        .with("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                        .with("GATEHOUSE_TOKEN", RunningGate.TOKEN);
        return new MavenTool(command, home);
    }

    /**
     * This machine's; without one the test is skipped with a line, with {@code CI=true} it fails.
     */
    public static MavenTool ofThisMachine(Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        version(home);
        return of("mvn", home);
    }

    /** Where this machine's Maven gets its plugins from: what its super POM says. */
    public static URI machinesRepository(Path home) throws IOException, InterruptedException {
        Matcher place = HOME.matcher(version(home));
        assertThat(place.find()).isTrue();
        try (Stream<Path> jars = Files.list(Path.of(place.group(1).strip(), "lib"))) {
            Path builder =
                    jars.filter(j -> j.getFileName().toString().startsWith("maven-model-builder"))
                            .findFirst()
                            .orElseThrow();
            try (ZipFile jar = new ZipFile(builder.toFile())) {
                var entry = jar.getEntry("org/apache/maven/model/pom-4.0.0.xml");
                byte[] pom = jar.getInputStream(entry).readAllBytes();
                Matcher url = URL.matcher(new String(pom, StandardCharsets.UTF_8));
                assertThat(url.find()).isTrue();
                return URI.create(url.group(1) + "/");
            }
        }
    }

    private static String version(Path home) throws IOException, InterruptedException {
        ClientTool mvn = ClientTool.of(home, "mvn");
        String output;
        try {
            output = mvn.run(home, "-B", "--version").output();
        } catch (IOException missing) {
            output = "";
        }
        if ("true".equals(System.getenv("CI"))) {
            assertThat(output).as("mvn is on the PATH").contains("Maven home");
        }
        assumeThat(output).as("skipped: there is no mvn on the PATH").contains("Maven home");
        return output;
    }

    /** Points it at a gate by what {@code gatehouse use mvn} writes. */
    public MavenTool uses(RunningGate gate) throws IOException {
        UseCommandLine.write(gate, "maven", "mvn", home, home);
        return this;
    }

    /** Has in its local repository what another one had, wherever that had it from. */
    public MavenTool having(Path repository) throws IOException {
        copy(repository, local);
        return this;
    }

    /** Copies its local repository without the notes from where it has each file. */
    public void copyLocalRepository(Path place) throws IOException {
        copy(local, place);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(MavenTool::isArtifact).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(file, copy);
            }
        }
    }

    private static boolean isArtifact(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.endsWith(".jar") || name.endsWith(".pom") || name.endsWith(".xml"));
    }

    /** Forgets what it has downloaded. */
    public void forgetLocalRepository() throws IOException {
        local = Files.createTempDirectory(home, "repository");
    }

    /** Its local repository. */
    public Path local() {
        return local;
    }

    /**
     * Resolves artifacts, POM and JAR, in a project of which they are extensions: that needs no
     * plugin.
     *
     * @param coordinates each {@code group:artifact:version}
     */
    public ClientTool.Run resolve(String... coordinates) throws IOException, InterruptedException {
        StringBuilder extensions = new StringBuilder();
        for (String one : coordinates) {
            extensions.append("<extension>").append(elements(one)).append("</extension>");
        }
        String build = "<build><extensions>" + extensions + "</extensions></build>";
        return run(project("com.example.test:user:1", build), "validate", "-U");
    }

    /** Resolves a POM in a project of which it is the parent: of this Maven tells each failure. */
    public ClientTool.Run inherit(String coordinates) throws IOException, InterruptedException {
        String parent = "<parent>" + elements(coordinates) + "</parent>";
        return run(project("com.example.test:child:1", parent), "validate", "-U");
    }

    /**
     * Resolves the newest POM of each that it sees, as the parent of a project, with nothing in its
     * local repository; and the JAR of what is expected to be it. It then says of each which one it
     * took, since a parent that is a JAR is refused.
     *
     * @param expected each {@code group:artifact:version}
     */
    public void takesAsNewest(String... expected) throws IOException, InterruptedException {
        forgetLocalRepository();
        Path root = Files.createTempDirectory(home, "root");
        StringBuilder modules = new StringBuilder("<modules>");
        for (int i = 0; i < expected.length; i++) {
            String any = expected[i].replaceFirst(":[^:]*$", ":[0,99)");
            String extension = "<extension>" + elements(expected[i]) + "</extension>";
            String more =
                    "<parent>%s<relativePath/></parent>".formatted(elements(any))
                            + "<build><extensions>%s</extensions></build>".formatted(extension);
            modules.append("<module>m").append(i).append("</module>");
            Files.move(project("com.example.test:m" + i + ":1", more), root.resolve("m" + i));
        }
        Path project = project("com.example.test:root:1", modules.append("</modules>").toString());
        Files.move(project.resolve("pom.xml"), root.resolve("pom.xml"));
        ClientTool.Run run = run(root, "validate", "-U").fails();
        for (String one : expected) {
            assertThat(run.output()).contains("Invalid packaging for parent POM " + one + ",");
        }
    }

    /** Sends a user and a password instead of the token. */
    public MavenTool as(String user, String password) throws IOException {
        Path settings = home.resolve(".m2/settings.xml");
        String text = Files.readString(settings);
        String changed =
                text.replaceFirst("<username>.*</username>", "<username>" + user + "</username>")
                        .replace("${env.GATEHOUSE_TOKEN}", password);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(settings, changed);
        return this;
    }

    private static String elements(String coordinates) {
        String[] parts = coordinates.split(":", -1);
        return "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
                .formatted(parts[0], parts[1], parts[2]);
    }

    /** A project that is a POM only, with more in it. */
    public Path project(String coordinates, String more) throws IOException {
        String[] parts = coordinates.split(":", -1);
        Path directory = Files.createTempDirectory(home, "project");
        Files.writeString(
                directory.resolve("pom.xml"),
                """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
                  <packaging>pom</packaging>
                  %s
                </project>
                """
                        .formatted(parts[0], parts[1], parts[2], more));
        return directory;
    }

    /** Deploys a file under coordinates. */
    public ClientTool.Run deploy(RunningGate gate, Shelf.Item item)
            throws IOException, InterruptedException {
        Path jar = Files.createTempFile(home, "artifact", ".jar");
        Files.writeString(jar, MadeUpRepository.jar(item), StandardCharsets.ISO_8859_1);
        String[] parts = item.name().split(":", -1);
        return run(
                home,
                DEPLOY + "deploy-file",
                "-Dfile=" + jar,
                "-DgroupId=" + parts[0],
                "-DartifactId=" + parts[1],
                "-Dversion=" + item.version(),
                "-Dpackaging=jar",
                "-DrepositoryId=gatehouse",
                "-Durl=" + gate.mount("main", "maven"));
    }

    /** Runs it in a directory. */
    public ClientTool.Run run(Path directory, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.addAll(List.of("-B", "-s", home.resolve(".m2/settings.xml").toString()));
        line.add("-Dmaven.repo.local=" + local);
        line.addAll(IMPATIENT);
        line.addAll(List.of(arguments));
        return command.run(directory, line.toArray(String[]::new));
    }

    /** All text of the files of that name in the local repository, one character for each byte. */
    public String resolved(String file) throws IOException {
        try (Stream<Path> files = Files.walk(local)) {
            return files.filter(f -> f.getFileName().toString().equals(file))
                    .map(MavenTool::text)
                    .reduce("", String::concat);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
