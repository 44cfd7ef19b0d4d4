/** The use cases: router, index service, artifact service, publish service. */
@NullMarked
package dev.gatehouse.core.proxy;

import org.jspecify.annotations.NullMarked;
