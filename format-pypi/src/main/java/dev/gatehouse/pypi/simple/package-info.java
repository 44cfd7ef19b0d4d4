/** The simple index of one project: its files, read from and written to HTML and JSON. */
@NullMarked
package dev.gatehouse.pypi.simple;

import org.jspecify.annotations.NullMarked;
