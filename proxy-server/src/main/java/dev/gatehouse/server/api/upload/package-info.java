/** Files that are sent before the package that they belong to: tickets, bytes, parts. */
@NullMarked
package dev.gatehouse.server.api.upload;

import org.jspecify.annotations.NullMarked;
