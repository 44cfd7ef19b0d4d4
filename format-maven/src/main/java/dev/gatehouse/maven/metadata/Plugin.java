package dev.gatehouse.maven.metadata;

import dev.gatehouse.core.model.PackageName;

/**
 * A prefix by which a plugin of a group may be called.
 *
 * @param title for people; may be empty
 */
public record Plugin(PackageName name, String prefix, String title) {}
