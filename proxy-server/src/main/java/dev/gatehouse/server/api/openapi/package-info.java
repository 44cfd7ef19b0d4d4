/** The part of the management API that describes it: the OpenAPI document. */
@NullMarked
package dev.gatehouse.server.api.openapi;

import org.jspecify.annotations.NullMarked;
