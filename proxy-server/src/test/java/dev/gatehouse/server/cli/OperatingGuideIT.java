package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator's story of the guide, with the commands that stand there. */
class OperatingGuideIT {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "operating.md");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String OWNED = "owned-names: [\"@acme/*\", \"acme-*\"]";

    @TempDir private Path directory = Path.of("");
    private final ScriptedUpstream open =
            ScriptedUpstream.answering(
                    MadeUpRegistry.of(
                            NpmPackage.of("acme-ui", "9.9.9", "P"),
                            NpmPackage.of("acme-lib", "9.9.9", "P"),
                            NpmPackage.of("is-odd", "3.0.1", "P")));
    private RunningGate gate;
    private Desk desk;

    @BeforeEach
    void start() throws Exception {
        gate =
                RunningGate.start(
                        directory.resolve("data"), main("trusted"), InstantSource.system());
        desk = new Desk(directory);
        URI root = gate.registry("main").resolve("/");
        desk.environment.put("GATEHOUSE_URL", root.toString());
        desk.environment.put("GATEHOUSE_TOKEN", RunningGate.TOKEN);
        configure(main("trusted"));
        assertThat(file("acme-ui", "9.9.9")).isEqualTo(200);
        for (String name : List.of("acme-ui", "acme-lib")) {
            assertThat(gate.publish("main", NpmPackage.of(name, "1.0.0", "L")).statusCode())
                    .isEqualTo(201);
            assertThat(document(name)).contains("\"9.9.9\"");
        }
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        open.close();
    }

    private String main(String trust, String... keys) {
        List<String> lines = new ArrayList<>(List.of(keys));
        lines.add("upstreams:");
        lines.add(RunningGate.upstream("npm-public", open.url(), trust));
        return RunningGate.npm("main", lines.toArray(String[]::new));
    }

    /** What the operator writes into the file. */
    private void configure(String repositories) throws IOException {
        desk.write("gatehouse.yaml", "repositories:\n" + repositories);
        gate.write(repositories);
    }

    private String document(String name) throws Exception {
        return gate.get(gate.registry("main").resolve(name)).body();
    }

    private int file(String name, String version) throws Exception {
        String path = name + "/-/" + name + "-" + version + ".tgz";
        return gate.get(gate.registry("main").resolve(path)).statusCode();
    }

    @Test
    void theFiveStepsEndInARepositoryThatKeepsItsNames() throws Exception {
        List<String> first = commands(1);
        assertThat(run(first.get(0))).isEqualTo(CommandException.NO);
        assertThat(desk.out).contains("acme-lib  lose   9.9.9").doesNotContain("is-odd");
        assertThat(run(first.get(1))).isZero();
        assertThat(desk.out).contains("owned by local");

        configure(main("trusted", OWNED));
        commands(2).forEach(command -> assertThat(run(command)).as(desk.err).isZero());

        configure(main("untrusted", OWNED, "enforcement: monitor"));
        assertThat(run("gatehouse reload")).as(desk.err).isZero();
        assertThat(document("acme-lib")).contains("\"9.9.9\"");
        gate.restart();
        commands(3).forEach(command -> assertThat(run(command)).as(desk.err).isZero());
        assertThat(desk.out).contains("would-block", "npm:acme-lib", "npm-public");

        List<String> fourth = commands(4);
        assertThat(run(fourth.get(0))).isZero();
        assertThat(desk.out).contains("acme-ui", "npm-public").doesNotContain("acme-lib");
        assertThat(run(fourth.get(1))).as(desk.err).isZero();

        configure(main("untrusted", OWNED));
        assertThat(run("gatehouse reload")).as(desk.err).isZero();
        commands(5).forEach(command -> assertThat(run(command)).as(desk.out).isZero());

        assertThat(document("acme-lib")).contains("\"1.0.0\"").doesNotContain("\"9.9.9\"");
        assertThat(document("acme-ui")).contains("\"1.0.0\"").doesNotContain("\"9.9.9\"");
        assertThat(file("acme-ui", "9.9.9")).isEqualTo(403);
        assertThat(file("is-odd", "3.0.1")).isEqualTo(200);
    }

    /** The commands of one step of the guide, as they stand there. */
    private static List<String> commands(int step) throws IOException {
        String text = Files.readString(GUIDE);
        int from = text.indexOf("\n## " + step + ". ");
        int to = text.indexOf("\n## ", from + 1);
        return text.substring(from, to)
                .lines()
                .filter(line -> line.startsWith("gatehouse "))
                .flatMap(line -> List.of(line.split(" && ", -1)).stream())
                .toList();
    }

    private int run(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.substring("gatehouse ".length()));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return desk.run(words.toArray(String[]::new));
    }
}
