package dev.gatehouse.server.http;

import java.nio.file.Path;

/** Where the PEM files of the server's certificate chain and its private key (PKCS #8) are. */
public record TlsFiles(Path certificate, Path key) {}
