package dev.gatehouse.server.crash;

import dev.gatehouse.config.load.ConfigLoader;
import dev.gatehouse.config.load.ConfigLocations;
import dev.gatehouse.config.load.LoadResult;
import dev.gatehouse.server.Gatehouse;
import dev.gatehouse.server.Wiring;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Serves as a process of its own, until it is killed or whoever started it is gone. */
final class CrashServer {
    /** Stands before the port on the line that says that it serves. */
    static final String READY = "listening at ";

    private CrashServer() {}

    /** The configuration file and the admin's token. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        ConfigLocations locations = ConfigLocations.from(file.resolveSibling("nowhere"));
        LoadResult result = new ConfigLoader(locations, Map.of(), Map.of()).load(Optional.of(file));
        switch (result) {
            case LoadResult.Rejected rejected ->
                    throw new IllegalArgumentException(rejected.problems().all().toString());
            case LoadResult.Loaded loaded -> serve(loaded, arguments[1]);
        }
    }

    private static void serve(LoadResult.Loaded loaded, String token)
            throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("GATEHOUSE_ADMIN_TOKEN", token);
        try (Gatehouse server =
                Wiring.start(loaded.config(), () -> loaded, environment, InstantSource.system())) {
            System.out.println(READY + server.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
