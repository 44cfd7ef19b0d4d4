package dev.gatehouse.config.discovery;

/** Finds the registry that one client of a machine uses. */
@FunctionalInterface
public interface RegistryDiscovery {
    Discovery discover() throws InterruptedException;
}
