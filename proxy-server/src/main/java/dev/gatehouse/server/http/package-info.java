/**
 * HTTP/1.1 over sockets: bytes are validated, turned into {@code core.http} requests, answered on a
 * virtual thread each, and responses written without copying. The only package that knows Netty.
 */
@NullMarked
package dev.gatehouse.server.http;

import org.jspecify.annotations.NullMarked;
