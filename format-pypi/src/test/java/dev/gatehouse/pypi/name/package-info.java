/** Tests of names, versions and file names. */
@NullMarked
package dev.gatehouse.pypi.name;

import org.jspecify.annotations.NullMarked;
