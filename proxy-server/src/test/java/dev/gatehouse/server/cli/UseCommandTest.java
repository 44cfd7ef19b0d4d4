package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Clients are pointed here without losing what else they are told. */
class UseCommandTest {
    private static final String CONFIG =
            """
            server:
              listen: 127.0.0.1:4283
            repositories:
              tools: {}
              main:
                npm: {upstreams: [], owned-names: ["@acme/*", "acme-*"]}
                pypi: {}
                maven: {}
              hosted: {host: npm.example, npm: {}}
            """;

    @TempDir private Path directory = Path.of("");
    private Desk desk = new Desk(directory);

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(directory);
        Files.createDirectory(directory.resolve("home"));
    }

    @Test
    void usePrintsAndWritesNothingByItself() throws IOException {
        desk.write("gatehouse.yaml", CONFIG);

        assertThat(desk.run("use", "npm")).isZero();

        assertThat(desk.out).contains("registry=http://localhost:4283/main/npm/");
        assertThat(directory.resolve(".npmrc")).doesNotExist();
    }

    @Test
    void useWritesAndKeepsWhatElseIsThere() throws IOException {
        desk.write("gatehouse.yaml", CONFIG);
        desk.write(".npmrc", "registry=https://old.example/\n@a:registry=https://a.example/\n");

        desk.run("use", "pnpm", "--write");
        desk.run("use", "pnpm", "--write");

        assertThat(directory.resolve(".npmrc"))
                .hasContent(
                        """
                        @a:registry=https://a.example/
                        registry=http://localhost:4283/main/npm/
                        """);
    }

    @Test
    void useWritesForBothYarns() throws IOException {
        desk.write("gatehouse.yaml", CONFIG);

        assertThat(desk.run("use", "yarn", "--write", "--repository", "tools")).isZero();

        assertThat(desk.err).contains("npmPreapprovedPackages");
        assertThat(directory.resolve(".yarnrc.yml"))
                .content()
                .contains("npmRegistryServer: \"http://localhost:4283/tools/npm/\"")
                .contains("unsafeHttpWhitelist: [\"localhost\"]");
    }

    @Test
    void yarnIsToldWhichPackagesItsAgeGateLetsThrough() throws IOException {
        desk.write("gatehouse.yaml", CONFIG);

        desk.run("use", "yarn");

        assertThat(desk.out).contains("npmPreapprovedPackages: [\"@acme/*\", \"acme-*\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "pip, index-url = http://localhost:4283/main/pypi/simple/",
        "uv, 'url = \"http://localhost:4283/main/pypi/simple/\"'",
        "poetry, 'url = \"http://localhost:4283/main/pypi/simple/\"'",
        "mvn, <mirrorOf>*</mirrorOf>",
        "mvn, <url>http://localhost:4283/main/maven/</url>",
        "mvn, <snapshots><enabled>true</enabled></snapshots>",
        "gradle, def gatehouse = 'http://localhost:4283/main/maven/'",
    })
    void everyClientIsGivenItsUrl(String client, String line) throws IOException {
        desk.write("gatehouse.yaml", CONFIG);

        assertThat(desk.run("use", client)).isZero();

        assertThat(desk.out).contains(line);
    }

    @Test
    void aRepositoryWithAHostOfItsOwnIsUsedThere() throws IOException {
        desk.write("gatehouse.yaml", CONFIG);

        desk.run("use", "npm", "--repository", "hosted");

        assertThat(desk.out).contains("registry=http://npm.example:4283/");
    }

    @Test
    void pipKeepsItsOtherSettings() throws IOException {
        desk.write("gatehouse.yaml", CONFIG);
        Path file = Files.createDirectories(directory.resolve("home/.config/pip"));
        Files.writeString(
                file.resolve("pip.conf"),
                """
                [install]
                user = true
                [global]
                index-url = https://old.example/
                timeout = 9
                """);

        desk.run("use", "pip", "--write");
        desk.run("use", "pip", "--write");

        assertThat(file.resolve("pip.conf"))
                .hasContent(
                        """
                        [install]
                        user = true
                        [global]
                        index-url = http://localhost:4283/main/pypi/simple/
                        timeout = 9
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "pip, XDG_CONFIG_HOME, elsewhere/pip/pip.conf",
        "gradle, GRADLE_USER_HOME, elsewhere/init.d/gatehouse.init.gradle",
    })
    void aClientsFilesAreWhereItLooksForThem(String client, String variable, String name)
            throws IOException {
        desk.write("gatehouse.yaml", CONFIG);
        desk.environment.put(variable, directory.resolve("elsewhere").toString());

        assertThat(desk.run("use", client, "--write")).isZero();

        assertThat(directory.resolve(name)).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({
        "mvn, account/.m2/settings.xml, <settings/>",
        "uv, uv.toml, 'index-url = \"https://old.example/simple\"'",
        "poetry, pyproject.toml, [[tool.poetry.source]]",
        "gradle, account/.gradle/init.d/gatehouse.init.gradle, // mine",
    })
    void whatWouldContradictIsRefusedAndLeftAsItIs(String client, String name, String text)
            throws IOException {
        desk.write("gatehouse.yaml", CONFIG);
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(".").normalize());
        Files.writeString(file, text + "\n");

        assertThat(desk.run("use", client, "--write")).isEqualTo(2);

        assertThat(desk.err).contains("not overwritten", "by hand");
        assertThat(file).hasContent(text + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "mvn, account/.m2/settings.xml",
        "uv, uv.toml",
        "poetry, pyproject.toml",
        "gradle, account/.gradle/init.d/gatehouse.init.gradle",
    })
    void whatItWroteItMayWriteAgain(String client, String name) throws IOException {
        desk.write("gatehouse.yaml", CONFIG);
        assertThat(desk.run("use", client, "--write")).isZero();
        String first = Files.readString(directory.resolve(name));

        assertThat(desk.run("use", client, "--write")).isZero();

        assertThat(directory.resolve(name)).hasContent(first);
    }
}
