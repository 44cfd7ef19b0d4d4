/** Uploads, good and forged. */
@NullMarked
package dev.gatehouse.pypi.publish;

import org.jspecify.annotations.NullMarked;
