/** The private keys of repositories: how they are made, sealed and used. */
@NullMarked
package dev.gatehouse.server.signing;

import org.jspecify.annotations.NullMarked;
