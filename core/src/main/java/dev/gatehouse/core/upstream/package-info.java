/** The port through which one upstream is asked for one document or file. */
@NullMarked
package dev.gatehouse.core.upstream;

import org.jspecify.annotations.NullMarked;
