/**
 * OpenPGP: key rings, maps of keys, and the judgement of detached signatures. The only package that
 * knows BouncyCastle.
 */
@NullMarked
package dev.gatehouse.server.pgp;

import org.jspecify.annotations.NullMarked;
