package dev.gatehouse.core.store;

import dev.gatehouse.core.model.Digest;

import java.nio.file.Path;

/**
 * Committed bytes that never change.
 *
 * @param path for reading only
 * @param size in bytes
 */
public record Blob(Digest sha256, long size, Path path) {}
