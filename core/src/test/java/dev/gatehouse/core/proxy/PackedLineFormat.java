package dev.gatehouse.core.proxy;

import dev.gatehouse.core.advisory.Numbers;
import dev.gatehouse.core.format.Ecosystem;
import dev.gatehouse.core.format.Packaging;

import java.util.Optional;

/** The same with packages as people count them: see {@link LinePackaging}. */
final class PackedLineFormat extends LineFormat {
    private final boolean byFile;

    PackedLineFormat(boolean byFile) {
        this.byFile = byFile;
    }

    @Override
    public Optional<Ecosystem> ecosystem() {
        return Optional.of(new Ecosystem("Lines", Numbers.ORDER));
    }

    @Override
    public Optional<Packaging<Line, String>> packaging() {
        return Optional.of(new LinePackaging(byFile));
    }
}
