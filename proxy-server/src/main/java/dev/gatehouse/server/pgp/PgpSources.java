package dev.gatehouse.server.pgp;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where keys come from and how strictly they are judged.
 *
 * @param keyrings a directory; every file in it that is not hidden is read
 * @param keysMap a map of keys: pgpverify's format, or Gradle's {@code verification-metadata.xml}
 */
public record PgpSources(Optional<Path> keyrings, Optional<Path> keysMap, WeakSignatures weak) {}
