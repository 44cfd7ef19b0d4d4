/** Maven's metadata documents and POMs: read, merged and written. */
@NullMarked
package dev.gatehouse.maven.metadata;

import org.jspecify.annotations.NullMarked;
