package dev.gatehouse.core.model;

/** Whether a source may speak for any name, or only for names that no trusted source has. */
public enum Trust {
    TRUSTED,
    UNTRUSTED
}
