/** Publications and edits of packages that are published here. */
@NullMarked
package dev.gatehouse.npm.publish;

import org.jspecify.annotations.NullMarked;
