package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Packaging;
import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The same with {@code FILE.sig} beside each file, which no index lists; a file that begins with
 * {@code bare} has none, as everybody knows.
 */
final class SealedLineFormat extends LineFormat implements Signing.Detached<LineFormat.Line> {
    static final String ENDING = ".sig";

    static final String OURS = ".own.sig";

    final Seals seals = new Seals(new TestClock(), "K");

    @Override
    public Optional<Packaging<Line, String>> packaging() {
        return Optional.of(new LinePackaging(false));
    }

    @Override
    public Optional<Signing<Line>> signing() {
        return Optional.of(this);
    }

    @Override
    public boolean counts(PackageName name, Version version, FileName file) {
        return !file.value().endsWith(ENDING);
    }

    @Override
    public Optional<FileName> beside(FileName file) {
        return Optional.of(new FileName(file + ENDING));
    }

    @Override
    public FileName main(FileName file) {
        return super.main(new FileName(file.value().replace(OURS, "")));
    }

    @Override
    public Optional<FileName> signed(FileName signature) {
        String name = signature.value();
        String ending = name.endsWith(OURS) ? OURS : ENDING;
        return name.endsWith(ending)
                ? Optional.of(new FileName(name.substring(0, name.length() - ending.length())))
                : Optional.empty();
    }

    @Override
    public Optional<FileName> ours(FileName file) {
        return Optional.of(new FileName(file + OURS));
    }

    @Override
    public Optional<ReleaseFile> at(Line release, FileName file) {
        String of = file.value().substring(0, file.value().lastIndexOf('-'));
        return file.value().startsWith("bare")
                ? Optional.empty()
                : beside(file)
                        .map(
                                name ->
                                        new ReleaseFile(
                                                name,
                                                URI.create("files/" + of + "/" + name),
                                                Set.of(),
                                                OptionalLong.empty(),
                                                FileKind.COMPANION));
    }
}
