/** Publications and edits of distributions that are published here. */
@NullMarked
package dev.gatehouse.pypi.publish;

import org.jspecify.annotations.NullMarked;
