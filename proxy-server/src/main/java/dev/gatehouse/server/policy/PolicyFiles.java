package dev.gatehouse.server.policy;

import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.report.Problems;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.config.tree.YamlReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads policies from files: a module in Rego with a {@link MetadataHeader}, or a block of YAML.
 * All problems are told at once. Thread-safe.
 */
public final class PolicyFiles {
    private static final String REGO = ".rego";
    private static final String TEST = "_test.rego";
    private static final long MOST_BYTES = YamlReader.MOST_CHARACTERS;

    private final PolicyReader reader;

    public PolicyFiles(PackageNames names) {
        this.reader = new PolicyReader(names);
    }

    /**
     * A policy of a file.
     *
     * @param linesBefore how many lines of the file stand before the module, if there is one
     */
    public record Written(PolicyDraft draft, Path file, int linesBefore) {
        /** Where a line of the module is. */
        public Place at(int line) {
            return new Place.InFile(file.toString(), Math.max(1, linesBefore + line), 1);
        }
    }

    /**
     * Reads a file, or all of a directory in the order of their names: {@code *.rego} but for
     * tests, {@code *.yaml} and {@code *.yml}; what lies deeper and other files are left out.
     */
    public List<Written> read(Path place, Problems problems) {
        List<Written> written = new ArrayList<>();
        for (Path file : files(place, problems)) {
            text(file, problems)
                    .flatMap(text -> read(file, text, problems))
                    .ifPresent(written::add);
        }
        requireNamesOnce(written, problems);
        return written;
    }

    private static List<Path> files(Path place, Problems problems) {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> isPolicy(name(f)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.error("policies", in(place), "the directory cannot be read: " + e);
            return List.of();
        }
    }

    private static boolean isPolicy(String name) {
        return !name.startsWith(".")
                && ((name.endsWith(REGO) && !name.endsWith(TEST)) || isYaml(name));
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Place.InFile in(Path file) {
        return new Place.InFile(file.toString(), 1, 1);
    }

    private static Optional<String> text(Path file, Problems problems) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.error("", in(file), "expected a file of at most 1 MiB");
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            problems.error("", in(file), "expected UTF-8");
        } catch (IOException e) {
            problems.error("", in(file), "the file cannot be read: " + e);
        }
        return Optional.empty();
    }

    private Optional<Written> read(Path file, String text, Problems problems) {
        if (isYaml(name(file))) {
            Problems own = new Problems();
            Node.Block block = new YamlReader(file.toString(), own).read(text);
            own.all().forEach(p -> problems.error(p.path(), p.place(), p.message()));
            // A block scalar begins in the line after its mark.
            int before =
                    block.find("rego")
                            .map(Node::place)
                            .filter(Place.InFile.class::isInstance)
                            .map(p -> ((Place.InFile) p).line())
                            .orElse(0);
            return own.hasErrors()
                    ? Optional.empty()
                    : reader.read(block, problems).map(d -> new Written(d, file, before));
        }
        String name = name(file);
        String title = name.endsWith(REGO) ? name.substring(0, name.length() - 5) : name;
        Node.Block block = MetadataHeader.read(text, file.toString(), title, problems);
        Node module = new Node.Text(text, false, in(file));
        return reader.read(block.with("rego", module), problems).map(d -> new Written(d, file, 0));
    }

    private static void requireNamesOnce(List<Written> written, Problems problems) {
        Map<String, Path> seen = new HashMap<>();
        for (Written one : written) {
            Path first = seen.putIfAbsent(one.draft().name(), one.file());
            if (first != null) {
                problems.error(
                        "name",
                        in(one.file()),
                        "'%s' is the name of the policy in %s already"
                                .formatted(one.draft().name(), first));
            }
        }
    }
}
