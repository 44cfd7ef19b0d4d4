/** Deploys, and what is kept of them. */
@NullMarked
package dev.gatehouse.maven.publish;

import org.jspecify.annotations.NullMarked;
