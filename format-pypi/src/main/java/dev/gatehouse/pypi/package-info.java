/** The Python index (PEP 503, 691 and their successors) as a format: paths and what they mean. */
@NullMarked
package dev.gatehouse.pypi;

import org.jspecify.annotations.NullMarked;
