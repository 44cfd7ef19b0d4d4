package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.policy.TestNames;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What all commands have in common. */
class CommandModelTest {
    private static final Path PAGE = Path.of("..", "docs", "guide", "commands.md");
    @TempDir private Path directory = Path.of("");

    private static CommandLine line() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Place place =
                new Place(
                        Path.of(""),
                        Path.of(""),
                        Path.of(""),
                        Map.of(),
                        (c, d, e) -> Optional.empty());
        return GatehouseCommand.commandLine(
                new Session(place, new Console(nowhere, nowhere, false)),
                (config, again) -> {
                    throw new IOException("not here");
                },
                data -> Optional.empty(),
                TestNames.all());
    }

    @TestFactory
    List<DynamicTest> everyCommandHasHelpWithAnExampleThatFits() {
        List<DynamicTest> tests = new ArrayList<>();
        for (CommandSpec command : Manual.all(line().getCommandSpec())) {
            if (command.parent() != null) {
                tests.add(DynamicTest.dynamicTest(command.qualifiedName(), () -> check(command)));
            }
        }
        return tests;
    }

    private static void check(CommandSpec command) {
        String usage = command.commandLine().getUsageMessage(Ansi.OFF);
        assertThat(usage).contains("--help");
        assertThat(String.join("\n", command.usageMessage().description()))
                .contains("Example: ")
                .contains(command.root().name() + " " + command.qualifiedName().split(" ", -1)[1]);
        assertThat(usage.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void thePageOfCommandsIsCurrent() throws IOException {
        String made = new Manual(line().getCommandSpec()).markdown();
        if (System.getProperty("commands", "check").equals("write")) {
            Files.writeString(PAGE, made);
        }

        assertThat(PAGE)
                .as(
                        "write it anew: mvn test -pl proxy-server -am -Dtest=CommandModelTest"
                                + " -Dcommands=write -Dsurefire.failIfNoSpecifiedTests=false")
                .content()
                .isEqualTo(made);
    }

    @Test
    void theManualPageHasEveryCommandAndNoStrayRequest() {
        String page = new Manual(line().getCommandSpec()).roff();

        assertThat(page).startsWith(".TH GATEHOUSE 1\n").contains(".SH gatehouse trust claim\n");
        assertThat(page.lines().filter(l -> l.startsWith(".")))
                .allMatch(l -> l.matches("\\.(TH|SH|nf|fi)( .*)?"));
    }

    @Test
    void completionForBashAndZshIsAScriptThatBashReads() throws Exception {
        Desk desk = new Desk(directory);

        assertThat(desk.run("completion", "bash")).isZero();
        assertThat(desk.out).contains("simulate", "explain", "--reason");
        Path script = desk.write("completion", desk.out);
        Process bash = new ProcessBuilder("bash", "-n", script.toString()).start();
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
        assertThat(desk.run("completion", "zsh")).isZero();
        assertThat(desk.out).contains("bashcompinit");
    }

    @ParameterizedTest
    @CsvSource({
        "use m, mvn",
        "explain p, pypi",
        "completion f, fish",
        "upstream set --trust u, untrusted",
        "token create --role p, publish",
    })
    void bashCompletesWordsOfArguments(String typed, String word) throws Exception {
        Desk desk = new Desk(directory);
        desk.run("completion", "bash");
        Path script = desk.write("completion", desk.out);
        String ask =
                (". %1$s; compopt() { :; }; COMP_WORDS=(gatehouse %2$s);"
                     + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_gatehouse; echo"
                     + " \"${COMPREPLY[@]}\"")
                        .formatted(script, typed);

        Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();

        assertThat(output(bash)).isEqualTo(word);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static String output(Process process) throws IOException {
        byte[] all = process.getInputStream().readAllBytes();
        return new String(all, StandardCharsets.UTF_8).strip();
    }

    @Test
    void completionForFishKnowsCommandsAndOptions() {
        Desk desk = new Desk(directory);

        assertThat(desk.run("completion", "fish")).isZero();

        assertThat(desk.out)
                .contains(
                        "complete -c gatehouse -n '__fish_use_subcommand' -a explain -d 'Explains")
                .contains(
                        "-n '__fish_seen_subcommand_from trust; and __fish_seen_subcommand_from"
                                + " claim' -l reason -r")
                .contains("-n '__fish_seen_subcommand_from explain' -a 'npm pypi maven'")
                .contains("-l trust -r -a 'trusted untrusted'");
        assertThat(desk.run("completion", "tcsh")).isEqualTo(CommandException.USAGE);
        assertThat(desk.err).contains("'tcsh': expected bash, zsh or fish");
    }

    @Test
    void nothingIsColouredWhereNobodyLooks() {
        Desk desk = new Desk(directory);

        for (CommandSpec command : Manual.all(line().getCommandSpec())) {
            List<String> words = new ArrayList<>(List.of(command.qualifiedName().split(" ", -1)));
            words.removeFirst();
            words.add("--help");
            assertThat(desk.run(words.toArray(String[]::new))).isZero();
            assertThat(desk.out + desk.err).doesNotContain("\033");
        }
    }
}
