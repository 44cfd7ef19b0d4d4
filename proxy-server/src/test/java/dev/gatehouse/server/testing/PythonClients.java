package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Python's clients and servers, installed below {@code target/python} from the index that this
 * machine's pip uses. Where they cannot be had, tests are skipped with a line; with {@code CI=true}
 * they fail.
 */
public final class PythonClients {
    private static final Path PLACE = Path.of("target", "python").toAbsolutePath();
    private static final String CLIENTS = "clients";
    private static final String LOG = "install.log";
    private static final Pattern INDEX = Pattern.compile("(?m)^\\S*\\.index-url='([^']+)'");

    private PythonClients() {}

    /** Where the programs {@code python}, {@code pip} and {@code uv} are. */
    public static Path clients() throws IOException, InterruptedException {
        return having(CLIENTS, "pip==26.3", "uv==0.13.9");
    }

    /** Where the program {@code twine} is. */
    public static Path twine() throws IOException, InterruptedException {
        return having("twine", "twine==7.0.0").resolve("twine");
    }

    /** Where the programs of Poetry are. */
    public static Path poetry() throws IOException, InterruptedException {
        return having("poetry", "poetry==2.5.1");
    }

    /** Where the program {@code cloudsmith} is. */
    public static Path cloudsmith() throws IOException, InterruptedException {
        return having("cloudsmith", "cloudsmith-cli==1.30.0").resolve("cloudsmith");
    }

    /** Where a {@code python} is that builds projects with what it has itself. */
    public static Path builders() throws IOException, InterruptedException {
        return having("build", "build==1.6.1", "pip==26.3", "setuptools==84.2.1");
    }

    /** Where the program {@code schemathesis} is. */
    public static Path schemathesis() throws IOException, InterruptedException {
        return having("schemathesis", "schemathesis==4.32.5").resolve("schemathesis");
    }

    /** Where the programs of devpi's server are. */
    public static Path devpi() throws IOException, InterruptedException {
        return having("devpi", "devpi-server==6.20.3");
    }

    /** pip or uv with a home of its own; nothing of the machine's is read or changed. */
    public static ClientTool tool(Path home, String program)
            throws IOException, InterruptedException {
        return isolated(home, clients().resolve(program));
    }

    /** A program with a home of its own. */
    public static ClientTool isolated(Path home, Path program) throws IOException {
        return ClientTool.of(home, program.toString())
                .without("PIP_")
                .without("UV_")
                .without("POETRY_")
                .with("PIP_CONFIG_FILE", "/dev/null")
                .with("PIP_DISABLE_PIP_VERSION_CHECK", "1")
                .with("PIP_CACHE_DIR", home.resolve("pip-cache").toString())
                .with("UV_CACHE_DIR", home.resolve("uv-cache").toString())
                .with("UV_NO_CONFIG", "1")
                .with("POETRY_CACHE_DIR", home.resolve("poetry-cache").toString())
                .with("POETRY_CONFIG_DIR", home.resolve("poetry-config").toString())
                .with("POETRY_VIRTUALENVS_IN_PROJECT", "true");
    }

    private static synchronized Path having(String environment, String... packages)
            throws IOException, InterruptedException {
        Path programs = PLACE.resolve(environment).resolve("bin");
        Path done = PLACE.resolve(environment + ".installed");
        String wanted = String.join(" ", packages);
        boolean there = Files.exists(done) && Files.readString(done).equals(wanted);
        if (!there && install(environment, packages)) {
            Files.writeString(done, wanted);
            there = true;
        }
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("%s could be installed: %s", wanted, said()).isTrue();
        }
        assumeThat(there).as("skipped: %s could not be installed", wanted).isTrue();
        return programs;
    }

    /**
     * By uv, which takes a tenth of the time; by pip where it is uv that is wanted, or uv fails.
     */
    private static boolean install(String environment, String... packages)
            throws IOException, InterruptedException {
        Files.createDirectories(PLACE);
        String python = PLACE.resolve(environment).resolve("bin/python").toString();
        if (!environment.equals(CLIENTS) && uvInstalls(environment, python, packages)) {
            return true;
        }
        return run("python3", "-m", "venv", "--clear", environment)
                && run(line(List.of(python, "-m", "pip", "install"), packages));
    }

    private static boolean uvInstalls(String environment, String python, String... packages)
            throws IOException, InterruptedException {
        String uv = clients().resolve("uv").toString();
        List<String> install = new ArrayList<>();
        install.addAll(List.of(uv, "pip", "install", "--no-cache", "--python", python));
        machinesIndex().ifPresent(url -> install.addAll(List.of("--default-index", url)));
        return run(uv, "venv", "--clear", "--python", "python3", environment)
                && run(line(install, packages));
    }

    /** uv does not read what pip is told. */
    private static Optional<String> machinesIndex() throws IOException, InterruptedException {
        if (!run("python3", "-m", "pip", "config", "list")) {
            return Optional.empty();
        }
        return INDEX.matcher(said()).results().map(found -> found.group(1)).findFirst();
    }

    /** By the last command. */
    private static String said() throws IOException {
        Path log = PLACE.resolve(LOG);
        return Files.exists(log) ? Files.readString(log) : "there is no python3";
    }

    private static String[] line(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(PLACE.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(PLACE.resolve(LOG).toFile())
                            .start();
            process.getOutputStream().close();
            if (process.waitFor(5, TimeUnit.MINUTES)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException noPython) {
            return false;
        }
    }
}
