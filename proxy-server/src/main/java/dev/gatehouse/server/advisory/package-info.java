/** Advisories in OSV's form: read from zip files and directories, imported whole, kept fresh. */
@NullMarked
package dev.gatehouse.server.advisory;

import org.jspecify.annotations.NullMarked;
