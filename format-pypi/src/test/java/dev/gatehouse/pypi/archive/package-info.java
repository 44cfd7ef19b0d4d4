/** Good and hostile archives. */
@NullMarked
package dev.gatehouse.pypi.archive;

import org.jspecify.annotations.NullMarked;
