/** Names, versions, releases, digests and sources, as records that cannot be wrong. */
@NullMarked
package dev.gatehouse.core.model;

import org.jspecify.annotations.NullMarked;
