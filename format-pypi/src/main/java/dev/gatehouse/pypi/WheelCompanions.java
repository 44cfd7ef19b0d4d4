package dev.gatehouse.pypi;

import dev.gatehouse.core.format.StoredBytes;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.pypi.archive.BadArchiveException;
import dev.gatehouse.pypi.archive.CoreMetadata;
import dev.gatehouse.pypi.archive.Wheel;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.name.DistributionName.Kind;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.name.PypiVersion;
import dev.gatehouse.pypi.simple.Companion;
import dev.gatehouse.pypi.simple.PypiFile;
import dev.gatehouse.pypi.simple.PypiRelease;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * The core metadata of wheels from an index that does not offer them (PEP 658), so that installers
 * need not fetch a wheel to learn what it needs. A wheel of which they are not sure to be what an
 * installer would find is served without.
 */
final class WheelCompanions {
    private static final Logger LOG = LoggerFactory.getLogger(WheelCompanions.class);

    private WheelCompanions() {}

    /** The metadata file beside that file, if it is a wheel that lacks one. */
    static Map<FileName, ByteBuffer> of(
            PackageName project, PypiRelease release, FileName file, StoredBytes bytes)
            throws IOException {
        Optional<DistributionName> wheel =
                DistributionName.of(project, file)
                        .filter(name -> name.kind() == Kind.WHEEL && name.isKnown());
        if (wheel.isEmpty() || !arePossible(release, file)) {
            return Map.of();
        }
        try {
            return Map.of(Companion.METADATA.of(file), metadata(wheel.get(), bytes));
        } catch (BadArchiveException e) {
            LOG.info("{} is served without metadata: it is no wheel beyond doubt", file);
            LOG.debug("what is wrong with {}", file, e);
            return Map.of();
        }
    }

    /** Whether it is a wheel of which the index does not tell the metadata. */
    static boolean arePossible(PypiRelease release, FileName file) {
        boolean told = release.distribution(file).flatMap(PypiFile::coreMetadata).isPresent();
        return file.value().endsWith(".whl") && !told && Companion.METADATA.isPossible(file);
    }

    private static ByteBuffer metadata(DistributionName name, StoredBytes bytes)
            throws IOException, BadArchiveException {
        Wheel wheel = Wheel.glance(bytes);
        CoreMetadata metadata = CoreMetadata.parse(wheel.metadata());
        boolean same =
                name.tells(wheel.distInfo())
                        && PypiNames.isSpelling(metadata.name(), name.project())
                        && PypiVersion.key(metadata.version())
                                .filter(name.version()::equals)
                                .isPresent();
        if (!same) {
            throw new BadArchiveException("file name and metadata do not tell the same");
        }
        return wheel.metadata();
    }
}
