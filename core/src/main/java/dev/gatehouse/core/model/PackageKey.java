package dev.gatehouse.core.model;

/** A package of one repository: what decisions, locks, provenance and stored files are keyed by. */
public record PackageKey(RepositoryId repository, PackageName name) {
    @Override
    public String toString() {
        return repository + "/" + name.format() + "/" + name;
    }
}
