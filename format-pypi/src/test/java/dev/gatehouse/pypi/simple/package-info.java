/** Tests of project pages. */
@NullMarked
package dev.gatehouse.pypi.simple;

import org.jspecify.annotations.NullMarked;
