package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** How Maven and Gradle are pointed here. */
final class MavenSetup {
    private static final String MARK = "gatehouse use";

    /** A mirror alone resolves no snapshots: the profile enables them. */
    private static final String SETTINGS =
            """
            <!-- Written by `gatehouse use mvn`, which may write it again. -->
            <settings xmlns="http://maven.apache.org/SETTINGS/1.0.0">
              <servers>
                <server>
                  <id>gatehouse</id>
                  <username>gatehouse</username>
                  <password>${env.GATEHOUSE_TOKEN}</password>
                </server>
              </servers>
              <mirrors>
                <mirror>
                  <id>gatehouse</id>
                  <mirrorOf>*</mirrorOf>
                  <url>URL</url>
                </mirror>
              </mirrors>
              <profiles>
                <profile>
                  <id>gatehouse</id>
                  <repositories>
                    <repository>
                      <id>central</id>
                      <url>URL</url>
                      <releases><enabled>true</enabled></releases>
                      <snapshots><enabled>true</enabled></snapshots>
                    </repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository>
                      <id>central</id>
                      <url>URL</url>
                      <releases><enabled>true</enabled></releases>
                      <snapshots><enabled>true</enabled></snapshots>
                    </pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles>
                <activeProfile>gatehouse</activeProfile>
              </activeProfiles>
            </settings>
            """;

    private static final String GRADLE =
            """
            // Written by `gatehouse use gradle`, which may write it again.
            def gatehouse = 'URL'
            def only = { handler ->
                handler.all { repository ->
                    if (!repository.hasProperty('url') || repository.url.toString() != gatehouse) {
                        handler.remove(repository)
                    }
                }
                handler.maven { repository ->
                    repository.url = gatehouse
                    if (repository.hasProperty('allowInsecureProtocol')) {
                        repository.allowInsecureProtocol = PLAIN
                    }
                }
            }
            if (gradle.metaClass.respondsTo(gradle, 'beforeSettings')) {
                gradle.beforeSettings { settings ->
                    only(settings.pluginManagement.repositories)
                    if (settings.hasProperty('dependencyResolutionManagement')) {
                        only(settings.dependencyResolutionManagement.repositories)
                    }
                }
            }
            def ofProjects = true
            gradle.settingsEvaluated { settings ->
                if (settings.hasProperty('dependencyResolutionManagement')) {
                    def mode = settings.dependencyResolutionManagement.repositoriesMode.get()
                    ofProjects = mode.name() == 'PREFER_PROJECT'
                }
            }
            allprojects { project ->
                only(project.buildscript.repositories)
                if (ofProjects) {
                    only(project.repositories)
                }
            }
            """;

    private MavenSetup() {}

    static ClientSetup mvn(Path home, URI repository) {
        String text = SETTINGS.replace("URL", repository.toString());
        return new ClientSetup(
                FormatName.MAVEN,
                List.of(
                        new ClientFile.Whole(
                                home.resolve(".m2/settings.xml"), text.lines().toList(), MARK)),
                List.of(
                        "To deploy, with a token in GATEHOUSE_TOKEN:",
                        "  mvn deploy -DaltDeploymentRepository=gatehouse::default::"
                                + repository));
    }

    /**
     * Other repositories are removed, those of settings too (Gradle 6.8): a build may say that the
     * repositories of projects are passed over (PREFER_SETTINGS) or a mistake
     * (FAIL_ON_PROJECT_REPOS), and then none is added to projects. The name ends with {@code
     * .init.gradle}, as Gradle's manual asks; older versions take any that ends with {@code
     * .gradle}.
     */
    static ClientSetup gradle(Path home, URI repository) {
        String text =
                GRADLE.replace("URL", repository.toString())
                        .replace("PLAIN", Boolean.toString(ClientSetup.isPlain(repository)));
        return new ClientSetup(
                FormatName.MAVEN,
                List.of(
                        new ClientFile.Whole(
                                home.resolve("init.d/gatehouse.init.gradle"),
                                text.lines().toList(),
                                MARK)),
                List.of());
    }
}
