package dev.gatehouse.pypi.name;

import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.model.VersionOrder;

import io.github.nscuro.versatile.VersionFactory;
import io.github.nscuro.versatile.spi.InvalidVersionException;

import java.util.Comparator;
import java.util.Optional;

/**
 * The order of PEP 440. What is no version by it (old releases, numbers beyond 2^31) stands below
 * all that are, in the order of its characters, so that the order is total. Thread-safe.
 */
public final class PypiVersionOrder implements VersionOrder {
    /** The library orders local parts by their characters, so they are compared here. */
    private static final Comparator<Version> LOCAL = new LocalPartOrder();

    @Override
    public int compare(Version left, Version right) {
        var one = parse(left);
        var other = parse(right);
        if (one.isPresent() && other.isPresent()) {
            int byPublicPart = one.get().compareTo(other.get());
            return byPublicPart != 0 ? byPublicPart : LOCAL.compare(left, right);
        }
        if (one.isEmpty() && other.isEmpty()) {
            return left.value().compareTo(right.value());
        }
        return one.isPresent() ? 1 : -1;
    }

    @Override
    public boolean places(Version version) {
        return parse(version).isPresent();
    }

    private static Optional<io.github.nscuro.versatile.spi.Version> parse(Version version) {
        try {
            return Optional.of(VersionFactory.forScheme("pypi", publicPart(version)));
        } catch (InvalidVersionException | NumberFormatException notOfPep440) {
            return Optional.empty();
        }
    }

    private static String publicPart(Version version) {
        int plus = version.value().indexOf('+');
        return plus < 0 ? version.value() : version.value().substring(0, plus);
    }
}
