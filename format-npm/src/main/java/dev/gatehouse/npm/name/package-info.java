/** Names, versions and tarball names as npm writes them. */
@NullMarked
package dev.gatehouse.npm.name;

import org.jspecify.annotations.NullMarked;
