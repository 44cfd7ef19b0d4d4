/** The npm registry protocol: paths, packuments and publications. */
@NullMarked
package dev.gatehouse.npm;

import org.jspecify.annotations.NullMarked;
