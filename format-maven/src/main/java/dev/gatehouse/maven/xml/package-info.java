/** XML with limits, without document types and entities, read one way only. */
@NullMarked
package dev.gatehouse.maven.xml;

import org.jspecify.annotations.NullMarked;
