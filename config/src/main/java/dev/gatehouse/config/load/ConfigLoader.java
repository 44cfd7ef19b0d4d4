package dev.gatehouse.config.load;

import dev.gatehouse.config.GatehouseConfig;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the configuration of file, environment and command line; the later ones win. Reports all
 * problems at once. Immutable; each {@code load} reads the file again.
 */
public final class ConfigLoader {
    private final ConfigLocations locations;
    private final Map<String, String> environment;
    private final Map<String, String> commandLine;

    /**
     * A loader for one process.
     *
     * @param environment as it was at the start
     * @param commandLine values by path, such as {@code server.listen}; lists with commas between
     */
    public ConfigLoader(
            ConfigLocations locations,
            Map<String, String> environment,
            Map<String, String> commandLine) {
        this.locations = locations;
        this.environment = Map.copyOf(environment);
        this.commandLine = Collections.unmodifiableMap(new LinkedHashMap<>(commandLine));
    }

    /**
     * Loads the file in force.
     *
     * @param named by {@code --config}: it must be there
     */
    public LoadResult load(Optional<Path> named) {
        Optional<Path> file = locations.find(named);
        Problems problems = new Problems();
        Node.Block root = Node.Block.empty(new Place.Default());
        if (file.isPresent()) {
            root = read(file.get(), problems);
        }
        return merge(root, file, problems);
    }

    /**
     * Loads a text as if it were in that file, which need not be there.
     *
     * @param file names the text in messages; relative paths in it start at its directory
     */
    public LoadResult load(String text, Path file) {
        Problems problems = new Problems();
        Node.Block root = new YamlReader(file.toString(), problems).read(text);
        return merge(root, Optional.of(file), problems);
    }

    private LoadResult merge(Node.Block file, Optional<Path> path, Problems problems) {
        Overlays overlays = new Overlays(RootKeys.ALL, problems);
        Node.Block tree =
                overlays.commandLine(overlays.environment(file, environment), commandLine);
        Reading reading = new Reading(problems, Substitution.from(environment, base(path)));
        GatehouseConfig config =
                DeclaredPlaces.in(
                        RootKeys.read(new Section(RootKeys.ALL, tree, "", reading)), tree);
        return problems.hasErrors()
                ? new LoadResult.Rejected(path, problems)
                : new LoadResult.Loaded(
                        path, problems, config, EffectiveText.of(RootKeys.ALL, tree));
    }

    private Path base(Optional<Path> file) {
        Path directory = locations.workingDirectory().toAbsolutePath();
        return file.map(directory::resolve)
                .flatMap(path -> Optional.ofNullable(path.getParent()))
                .orElse(directory);
    }

    private static Node.Block read(Path file, Problems problems) {
        Node.Block nothing = Node.Block.empty(new Place.InFile(file.toString(), 1, 1));
        try {
            if (Files.isRegularFile(file) && Files.size(file) > YamlReader.MOST_CHARACTERS) {
                problems.error("", nothing.place(), "expected a file of at most 1 MiB");
                return nothing;
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return new YamlReader(file.toString(), problems).read(text);
        } catch (CharacterCodingException e) {
            problems.error("", nothing.place(), "expected UTF-8");
        } catch (IOException e) {
            problems.error("", nothing.place(), "the file cannot be read: " + e);
        }
        return nothing;
    }
}
