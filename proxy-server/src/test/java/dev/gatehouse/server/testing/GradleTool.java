package dev.gatehouse.server.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real Gradle with a home of its own, and so without anything cached. It is pointed at the gate
 * by what {@code gatehouse use gradle} writes.
 */
public final class GradleTool {
    private static final String JVM = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    /**
     * Debian's Gradle 4.4.1 has Maven's resolver and no transport for it on its class path,
     * although the package is there; without one nothing can be published to any repository.
     */
    private static final String MISSING_JAR =
            """
            def publisher = org.gradle.api.publish.maven.plugins.MavenPublishPlugin
            def jars = new File(publisher.protectionDomain.codeSource.location.toURI())
            def transport = new File(jars.canonicalFile.parent, 'maven-resolver-transport-wagon.jar')
            if (transport.exists()) {
                def add = URLClassLoader.getDeclaredMethod('addURL', URL)
                add.accessible = true
                add.invoke(publisher.classLoader, transport.toURI().toURL())
            }
            """;

    private final GradleDaemon daemon;
    private final RunningGate gate;
    private final Path home;

    private GradleTool(GradleDaemon daemon, RunningGate gate, Path home) {
        this.daemon = daemon;
        this.gate = gate;
        this.home = home;
    }

    /** One that has cached nothing. */
    public static GradleTool fresh(GradleDaemon daemon, RunningGate gate) throws IOException {
        Path home = Files.createTempDirectory(daemon.directory(), "home");
        UseCommandLine.write(gate, "maven", "gradle", home, home);
        Files.writeString(
                home.resolve(".gradle/gradle.properties"),
                "org.gradle.jvmargs=--add-opens=java.base/java.net=ALL-UNNAMED " + JVM + "\n");
        return new GradleTool(daemon, gate, home);
    }

    /** Builds a project that takes these artifacts; as others do, it names a public repository. */
    public ClientTool.Run build(String... dependencies) throws IOException, InterruptedException {
        return build("", dependencies);
    }

    /** The same and asks for module metadata, which Gradle 4 does only when it is told to. */
    public ClientTool.Run buildWithModules(String... dependencies)
            throws IOException, InterruptedException {
        String enabled =
                """
                if (gradle.hasProperty('experimentalFeatures')) {
                    gradle.experimentalFeatures.enable()
                }
                """;
        return build(enabled, dependencies);
    }

    private ClientTool.Run build(String settings, String... dependencies)
            throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (String dependency : dependencies) {
            lines.append("    implementation '").append(dependency).append("'\n");
        }
        Path project = Files.createTempDirectory(home, "user");
        Files.writeString(
                project.resolve("settings.gradle"), "rootProject.name = 'user'\n" + settings);
        Files.writeString(
                project.resolve("build.gradle"),
                """
                apply plugin: 'java'
                repositories { mavenCentral() }
                dependencies {
                %s
                }
                task fetched(type: Copy) {
                    from configurations.runtimeClasspath
                    into '%s'
                }
                build.dependsOn fetched
                """
                        .formatted(lines, home.resolve("fetched")));
        return run(project, "build");
    }

    /** Publishes a JAR with the marker in it by {@code maven-publish}. */
    public ClientTool.Run publish(Shelf.Item item) throws IOException, InterruptedException {
        String[] parts = item.name().split(":", -1);
        Path project = Files.createTempDirectory(home, "library");
        Files.writeString(
                project.resolve("settings.gradle"), "rootProject.name = '" + parts[1] + "'\n");
        Files.writeString(project.resolve("marker.txt"), item.marker());
        Files.writeString(
                project.resolve("build.gradle"),
                """
                apply plugin: 'java'
                apply plugin: 'maven-publish'
                group = '%s'
                version = '%s'
                jar {
                    from 'marker.txt'
                    entryCompression = ZipEntryCompression.STORED
                }
                publishing {
                    publications { library(MavenPublication) { from components.java } }
                    repositories {
                        maven { target ->
                            url = '%s'
                            credentials {
                                username = 'ci'
                                password = System.getenv('GATEHOUSE_TOKEN')
                            }
                            if (target.hasProperty('allowInsecureProtocol')) {
                                target.allowInsecureProtocol = true
                            }
                        }
                    }
                }
                %s
                """
                        .formatted(parts[0], item.version(), url(), MISSING_JAR));
        return run(project, "publish");
    }

    private URI url() {
        return gate.mount("main", "maven");
    }

    private ClientTool.Run run(Path project, String task) throws IOException, InterruptedException {
        return daemon.client(home)
                .with("GRADLE_USER_HOME", home.resolve(".gradle").toString())
                .with("GRADLE_OPTS", JVM + " -Duser.home=" + home)
                .with("GATEHOUSE_TOKEN", RunningGate.TOKEN)
                .run(project, task, daemon.registry());
    }

    /** A file that a build has fetched, one character for each byte. */
    public String fetched(String file) throws IOException {
        return Files.readString(home.resolve("fetched").resolve(file), StandardCharsets.ISO_8859_1);
    }
}
