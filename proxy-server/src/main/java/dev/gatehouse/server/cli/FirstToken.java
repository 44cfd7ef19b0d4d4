package dev.gatehouse.server.cli;

import dev.gatehouse.config.Secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the first administrator's token of a store while no server runs on it. */
@FunctionalInterface
public interface FirstToken {
    /**
     * Makes it, and the store too if there is none.
     *
     * @return empty when the store has an administrator's token already
     * @throws IOException when the store cannot be opened, because a server runs on it for one
     */
    Optional<Secret> make(Path dataDirectory) throws IOException;
}
