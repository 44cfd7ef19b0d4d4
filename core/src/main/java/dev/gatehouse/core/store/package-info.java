/** The ports of what is kept: blobs, index documents, releases, provenance, presence and audit. */
@NullMarked
package dev.gatehouse.core.store;

import org.jspecify.annotations.NullMarked;
