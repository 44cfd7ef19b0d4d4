/** Maven repositories: paths and the order of versions. Not served yet. */
@NullMarked
package dev.gatehouse.maven;

import org.jspecify.annotations.NullMarked;
