/** How PyPI's clients exchange an identity of their CI for a token. */
@NullMarked
package dev.gatehouse.pypi.account;

import org.jspecify.annotations.NullMarked;
