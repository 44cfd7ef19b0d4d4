package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.store.BlobDraft;

/**
 * A file that came with a form.
 *
 * @param name what the client calls it
 */
record SentFile(String name, BlobDraft draft) {}
