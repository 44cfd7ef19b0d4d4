/** A store as one archive: written while it is in use, read into an empty directory. */
@NullMarked
package dev.gatehouse.server.backup;

import org.jspecify.annotations.NullMarked;
