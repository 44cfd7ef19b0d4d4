package dev.gatehouse.server;

import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.report.Problem;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.core.store.MetadataStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Takes the configuration of the start: what cannot be read is not left out. */
record FirstConfiguration(Assembly assembly, MetadataStore metadata) {
    private static final Logger LOG = LoggerFactory.getLogger(FirstConfiguration.class);

    /**
     * Takes it.
     *
     * @throws IOException when the store fails, or has a managed repository that cannot be used
     * @throws IllegalArgumentException when the file declares something that cannot be used
     */
    Assembly.Result.Whole take(GatehouseConfig config) throws IOException {
        List<ManagedRepository> managed = metadata.managed().all();
        return switch (assembly.assemble(config, managed, 1, "gatehouse")) {
            case Assembly.Result.Whole whole -> {
                tell(config, managed);
                if (!whole.changes().isEmpty()) {
                    metadata.commit(whole.changes(), MetadataStore.Durability.SYNCED);
                }
                yield whole;
            }
            case Assembly.Result.Wrong(List<Problem> problems) -> {
                String lines =
                        problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
                if (config.repositories().isPresent()) {
                    throw new IllegalArgumentException(lines);
                }
                throw new IOException(
                        """
                        The repositories in the store cannot be used as they are, and none is left out:
                        %s
                        Give back what they need (a file, another version of gatehouse), or declare \
                        repositories in gatehouse.yaml: what is stored is kept then, and not served.\
                        """
                                .formatted(lines));
            }
        };
    }

    private static void tell(GatehouseConfig config, List<ManagedRepository> managed) {
        if (config.repositories().isPresent() && !managed.isEmpty()) {
            LOG.warn(
                    "The file declares repositories, so {} managed ones in the store are kept and"
                            + " not served: {}",
                    managed.size(),
                    managed.stream().map(ManagedRepository::name).toList());
        }
    }
}
