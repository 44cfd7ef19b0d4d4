/** What a package ecosystem has to write: paths, documents and publications of one format. */
@NullMarked
package dev.gatehouse.core.format;

import org.jspecify.annotations.NullMarked;
