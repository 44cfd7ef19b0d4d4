package dev.gatehouse.pypi.publish;

import java.io.InputStream;
import java.util.Optional;

/**
 * One part of a form.
 *
 * @param fileName what the client calls the file, for a part that is one
 * @param content ends where the part ends; what is left of it is passed over
 */
record FormPart(String name, Optional<String> fileName, InputStream content) {}
