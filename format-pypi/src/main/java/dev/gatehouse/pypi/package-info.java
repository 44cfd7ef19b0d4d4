/** The Python index: names, paths and the order of versions. Not served yet. */
@NullMarked
package dev.gatehouse.pypi;

import org.jspecify.annotations.NullMarked;
