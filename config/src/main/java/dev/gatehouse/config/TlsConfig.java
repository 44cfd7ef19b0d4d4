package dev.gatehouse.config;

import java.nio.file.Path;

/** PEM files with which the server speaks TLS: the certificate chain and its private key. */
public record TlsConfig(Path certificate, Path key) {}
