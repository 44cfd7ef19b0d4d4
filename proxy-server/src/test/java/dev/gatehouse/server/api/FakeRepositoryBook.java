package dev.gatehouse.server.api;

import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.server.managed.Configured;
import dev.gatehouse.server.managed.RepositoryBook;

import java.util.List;
import java.util.Optional;

/** A book of no repositories, into which none can be written. */
final class FakeRepositoryBook implements RepositoryBook {
    @Override
    public Configured now() {
        return new Configured(Optional.empty(), true, List.of());
    }

    @Override
    public List<ManagedRepository> managed() {
        return List.of();
    }

    @Override
    public Outcome change(String by, Edit edit) {
        return new Outcome.Done(now());
    }
}
