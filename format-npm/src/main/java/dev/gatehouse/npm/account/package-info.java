/** How npm's clients log in, log out, and exchange an identity of their CI for a token. */
@NullMarked
package dev.gatehouse.npm.account;

import org.jspecify.annotations.NullMarked;
