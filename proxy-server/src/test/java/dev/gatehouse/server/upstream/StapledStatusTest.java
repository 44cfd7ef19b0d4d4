package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatehouse.core.upstream.UpstreamReply;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a server staples to its handshake, by the servers and authorities of OpenSSL (S10). */
class StapledStatusTest {
    @TempDir Path directory;

    private X509Bundle authority;
    private X509Bundle server;

    @BeforeEach
    void issue() throws Exception {
        Optional<String> openssl = version();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(openssl).as("openssl is on the PATH").isPresent();
        }
        assumeThat(openssl).as("skipped: there is no openssl on the PATH").isPresent();
        authority =
                new CertificateBuilder()
                        .subject("CN=Acme authority")
                        .setIsCertificateAuthority(true)
                        .buildSelfSigned();
        server =
                new CertificateBuilder()
                        .subject("CN=localhost")
                        .addSanDnsName("localhost")
                        .buildIssuedBy(authority);
        Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        Files.writeString(directory.resolve("ca.key"), authority.getPrivateKeyPEM());
        Files.writeString(directory.resolve("server.pem"), server.getCertificatePEM());
        Files.writeString(directory.resolve("server.key"), server.getPrivateKeyPEM());
        Files.writeString(
                directory.resolve("acme-lib"),
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void aServerThatStaplesItsRevocationIsNotBelieved() throws Exception {
        staple("R\t301231235959Z\t260101000000Z\t%s\tunknown\t/CN=localhost");

        assertThat(ask())
                .isInstanceOfSatisfying(
                        UpstreamReply.Broken.class,
                        broken -> assertThat(broken.reason()).contains("TLS"));
    }

    @Test
    void aServerThatStaplesItsGoodStandingIs() throws Exception {
        staple("V\t301231235959Z\t\t%s\tunknown\t/CN=localhost");

        assertThat(ask()).isEqualTo(new UpstreamReply.Missing(404));
    }

    @Test
    void aStapleThatCannotBeReadSaysNothing() throws Exception {
        staple("V\t301231235959Z\t\t%s\tunknown\t/CN=localhost");
        byte[] good = Files.readAllBytes(directory.resolve("staple.der"));
        good[good.length - 5] ^= 1; // in the authority's signature
        Files.write(directory.resolve("staple.der"), good);

        assertThat(ask()).isEqualTo(new UpstreamReply.Missing(404));
    }

    /** What an authority with that row in its index says of the server. */
    private void staple(String row) throws IOException, InterruptedException {
        String serial = server.getCertificate().getSerialNumber().toString(16);
        String even = serial.length() % 2 == 0 ? serial : "0" + serial;
        Files.writeString(
                directory.resolve("index.txt"),
                row.formatted(even.toUpperCase(Locale.ROOT)) + "\n");
        run("ocsp", "-issuer", "ca.pem", "-cert", "server.pem", "-reqout", "request.der");
        List<String> answer = new ArrayList<>(List.of("ocsp", "-index", "index.txt"));
        answer.addAll(List.of("-CA", "ca.pem", "-rsigner", "ca.pem", "-rkey", "ca.key"));
        answer.addAll(List.of("-ndays", "7", "-reqin", "request.der"));
        answer.addAll(List.of("-respout", "staple.der"));
        run(answer.toArray(String[]::new));
    }

    private UpstreamReply ask() throws Exception {
        Process process =
                new ProcessBuilder(
                                "openssl",
                                "s_server",
                                "-accept",
                                "127.0.0.1:0",
                                "-naccept",
                                "1",
                                "-cert",
                                "server.pem",
                                "-key",
                                "server.key",
                                "-cert_chain",
                                "ca.pem",
                                "-status_file",
                                "staple.der",
                                "-HTTP")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = process.inputReader()) {
            int port = port(output);
            var tls = new UpstreamSettings.Tls(true, Optional.of(directory.resolve("ca.pem")));
            URI url = URI.create("https://localhost:" + port + "/");
            try (var client = new TestedClient(UpstreamSettings.of(url).with(tls))) {
                client.knowing("localhost", "127.0.0.1");
                return client.index("acme-lib");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** OpenSSL says {@code ACCEPT 127.0.0.1:PORT} when it listens. */
    private static int port(BufferedReader output) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.startsWith("ACCEPT ")) {
                return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
            }
        }
        throw new AssertionError("openssl does not listen: " + said);
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("openssl"));
        line.addAll(List.of(arguments));
        Path output = directory.resolve("openssl.txt");
        Process process =
                new ProcessBuilder(line)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    private static Optional<String> version() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("openssl", "version").start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
