package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.advisory.Osv;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The fields of what commands print with {@code --json}: documented, and the same as before. */
class JsonShapesTest extends ServerDesk {
    private static final Path PAGE = Path.of("..", "docs", "guide", "json-output.md");
    private static final List<String> COMMANDS =
            List.of(
                    "explain npm acme-ui",
                    "simulate npm npm-public --trust trusted",
                    "trust shared",
                    "trust provenance",
                    "trust claim npm acme-ui --reason ours",
                    "keys signers npm acme-ui",
                    "audit",
                    "token list",
                    "webhook list",
                    "webhook test security",
                    "webhook dead security",
                    "webhook redeliver security",
                    "webhook drop security",
                    "policy apply signed.yaml",
                    "policy list",
                    "policy validate signed.yaml",
                    "policy exempt npm:left-pad:1.3.0 --reason needed --expires 3650d",
                    "policy exemptions",
                    "policy simulate signed",
                    "policy log --since 3650d",
                    "osv import osv.zip",
                    "osv status",
                    "doctor",
                    "gc",
                    "scrub",
                    "reload");

    JsonShapesTest() throws IOException {}

    @Test
    void everyCommandHasTheFieldsThatScriptsRelyOn() throws IOException {
        world.published("acme-ui", "1.0.0");
        world.supplied("acme-ui");
        world.hooks.add("security");
        new Osv()
                .with("GHSA-1", "npm", "left-pad", "1.3.0")
                .with("odd.json", "{\"id\": 7}")
                .zip(directory.resolve("osv.zip"));
        desk.write(
                "signed.yaml",
                """
                name: signed
                rule: {type: require-signed}
                actions: [{action_type: SetPackageState, package_state: QUARANTINED}]
                """);
        Map<String, SortedSet<String>> shapes = new LinkedHashMap<>();
        for (String command : COMMANDS) {
            List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
            words.add("--json");
            desk.run(words.toArray(String[]::new));
            SortedSet<String> paths = new TreeSet<>();
            collect(new JsonMapper().readTree(desk.out), "", paths);
            shapes.put(command, paths);
        }
        String made = page(shapes);
        if (System.getProperty("commands", "check").equals("write")) {
            Files.writeString(PAGE, made);
        }

        assertThat(PAGE)
                .as("fields may be added, none may go; write it anew with -Dcommands=write")
                .content()
                .isEqualTo(made);
    }

    private static void collect(JsonNode node, String path, SortedSet<String> paths) {
        if (node.isObject() && !node.isEmpty() && !path.endsWith("details")) {
            node.properties()
                    .forEach(
                            field ->
                                    collect(
                                            field.getValue(),
                                            path.isEmpty()
                                                    ? field.getKey()
                                                    : path + "." + field.getKey(),
                                            paths));
        } else if (node.isArray() && !node.isEmpty()) {
            node.forEach(item -> collect(item, path + "[]", paths));
        } else {
            paths.add(path);
        }
    }

    private static String page(Map<String, SortedSet<String>> shapes) {
        StringBuilder text =
                new StringBuilder(
                        """
                        # What commands print with --json

                        One JSON document, of the fields below; `[]` is a list. Fields may be added, none goes. A test runs these
                        commands and compares. Times are in ISO 8601 and UTC; a list with more to come has `next`, the cursor.
                        """);
        shapes.forEach(
                (command, paths) -> {
                    text.append("\n## gatehouse ").append(command).append("\n\n");
                    paths.forEach(path -> text.append("- `").append(path).append("`\n"));
                });
        return text.toString();
    }
}
