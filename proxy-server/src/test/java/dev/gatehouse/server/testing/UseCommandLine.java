package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.cli.GatehouseCommand;
import dev.gatehouse.server.cli.Place;
import dev.gatehouse.server.policy.TestNames;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * {@code gatehouse use CLIENT --write}, so that clients are tested with what users are told to
 * write.
 */
public final class UseCommandLine {
    private UseCommandLine() {}

    /**
     * Points a client at a running gate.
     *
     * @param format what the client asks for
     * @param directory the project, if the client is configured there
     * @param home the user's, if the client is configured there
     */
    public static void write(
            RunningGate gate, String format, String client, Path directory, Path home)
            throws IOException {
        Files.createDirectories(home);
        Path config = Files.createTempFile(home, "gatehouse", ".yaml");
        Files.writeString(
                config,
                """
                server:
                  listen: 127.0.0.1:%d
                repositories:
                  main:
                    %s: {}
                """
                        .formatted(gate.mount("main", format).getPort(), format));
        int exit =
                GatehouseCommand.run(
                        new String[] {"use", client, "--write", "--config", config.toString()},
                        new Place(directory, home, home, Map.of(), (_, _, _) -> Optional.empty()),
                        (_, _) -> {
                            throw new IOException("nothing is served here");
                        },
                        _ -> Optional.empty(),
                        TestNames.all());
        assertThat(exit).as("gatehouse use %s", client).isZero();
    }
}
