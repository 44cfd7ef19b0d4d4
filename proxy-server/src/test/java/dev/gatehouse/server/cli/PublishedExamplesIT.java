package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.InstallingClient;
import dev.gatehouse.server.testing.MavenEcosystem;
import dev.gatehouse.server.testing.NpmEcosystem;
import dev.gatehouse.server.testing.PypiEcosystem;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;
import dev.gatehouse.server.testing.Shelf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The published examples of the rule, as real clients see them on their next request after an
 * operator has changed trust: by Cloudsmith's command, by ours, and in the file. A public index P
 * has three versions of each name, a private one V two; of the names that begin with {@code mine}
 * one was published here. Each step looks at names of its own, so that nothing that was fetched
 * before speaks for them.
 */
class PublishedExamplesIT {
    private static final List<Ecosystem> FORMATS =
            List.of(new NpmEcosystem(), new PypiEcosystem(), new MavenEcosystem());
    private static final List<String> STEPS = List.of("1", "2", "3");

    private final List<ScriptedUpstream> upstreams = new ArrayList<>();
    private Path directory;

    @BeforeEach
    void start(@TempDir Path temporary) {
        directory = temporary;
    }

    @AfterEach
    void stop() {
        upstreams.forEach(ScriptedUpstream::close);
    }

    @ParameterizedTest
    @EnumSource
    void theNextRequestOfARealClientSeesWhatWasChanged(Way way) throws Exception {
        try (Operator operator = way.at(directory)) {
            for (Ecosystem format : FORMATS) {
                walk(operator, format);
            }
        }
    }

    private void walk(Operator operator, Ecosystem format) throws Exception {
        RunningGate gate = operator.gate();
        Path home = directory.resolve(format.format());
        InstallingClient client = InstallingClient.of(format.format(), home, gate);
        for (String step : STEPS) {
            format.publish(gate, "main", mine(format, step, "2.1.1", "of-l"));
        }
        operator.add(format, "open", serving(format, "of-p", "2.1.1", "2.1.2", "2.1.3"), 2);

        client.installs(mine(format, "1", "2.1.3", "of-p"));

        seen(gate, format, "2");
        operator.distrust(format, "open");
        client.installs(mine(format, "2", "2.1.1", "of-l"), theirs(format, "2", "2.1.3", "of-p"));

        seen(gate, format, "3");
        operator.add(format, "internal", serving(format, "of-v", "2.1.1", "2.1.2"), 1);
        client.installs(mine(format, "3", "2.1.2", "of-v"), theirs(format, "3", "2.1.2", "of-v"));
    }

    /** The documents of a step were asked for, and so are cached, before the change. */
    private static void seen(RunningGate gate, Ecosystem format, String step) throws Exception {
        URI mount = gate.mount("main", format.format());
        for (String word : List.of("mine", "theirs")) {
            URI index = format.index(mount, format.name(word + step));
            assertThat(gate.get(index).statusCode()).as(index.toString()).isEqualTo(200);
        }
    }

    private static Shelf.Item mine(Ecosystem format, String step, String version, String marker) {
        return new Shelf.Item(format.name("mine" + step), version, marker);
    }

    private static Shelf.Item theirs(Ecosystem format, String step, String version, String marker) {
        return new Shelf.Item(format.name("theirs" + step), version, marker);
    }

    /** An upstream that has these versions of every name. */
    private URI serving(Ecosystem format, String marker, String... versions) {
        Shelf shelf = new Shelf();
        for (String step : STEPS) {
            for (String version : versions) {
                shelf.add(format.name("mine" + step), version, marker);
                shelf.add(format.name("theirs" + step), version, marker);
            }
        }
        ScriptedUpstream upstream = ScriptedUpstream.answering(format.registry(shelf));
        upstreams.add(upstream);
        return format.upstream(upstream.url());
    }
}
