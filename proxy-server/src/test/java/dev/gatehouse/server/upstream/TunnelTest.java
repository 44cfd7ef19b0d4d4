package dev.gatehouse.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

/** A tunnel through a corporate proxy, at whose end the upstream itself must be. */
class TunnelTest {
    private static final URI REGISTRY = URI.create("https://registry.example/npm/");

    @TempDir Path directory;

    @Test
    void throughATunnelOnlyTheUpstreamSeesWhatIsAskedAndByWhom() throws Exception {
        X509Bundle authority = authority();
        SSLContext tls = context(server("registry.example").buildIssuedBy(authority));
        try (var upstream = ScriptedUpstream.withTls(tls, request -> Script.json("{}"));
                var proxy = TunnelProxy.to(upstream.port());
                var client = new TestedClient(settings(authority), proxy.settings())) {
            assertThat(TestedClient.text(client.index("acme-lib"))).isEqualTo("{}");

            assertThat(proxy.heads())
                    .hasSize(2)
                    .allSatisfy(
                            head ->
                                    assertThat(head)
                                            .startsWith("CONNECT registry.example:443 HTTP/1.1")
                                            .doesNotContain("acme-lib", "tok"))
                    .last()
                    .asString()
                    .contains("Proxy-Authorization: Basic bWU6cHc=");
            var asked = upstream.requests().getFirst();
            assertThat(asked.target()).isEqualTo("/npm/acme-lib");
            assertThat(asked.header("Authorization")).contains("Bearer tok");
            assertThat(asked.header("Proxy-Authorization")).isEmpty();
        }
    }

    @Test
    void whoeverElseIsAtTheEndOfATunnelIsNotBelieved() throws Exception {
        X509Bundle authority = authority();
        SSLContext tls = context(server("elsewhere.example").buildIssuedBy(authority));
        try (var other = ScriptedUpstream.withTls(tls, request -> Script.status(404));
                var proxy = TunnelProxy.to(other.port());
                var client = new TestedClient(settings(authority), proxy.settings())) {
            assertThat(client.index("acme-lib")).isInstanceOf(UpstreamReply.Broken.class);

            assertThat(other.requests()).isEmpty();
        }
    }

    private UpstreamSettings settings(X509Bundle authority) throws IOException {
        Path file = Files.createTempFile(directory, "authority", ".pem");
        Files.writeString(file, authority.getCertificatePEM());
        return UpstreamSettings.of(REGISTRY)
                .with(new Credentials.Bearer("tok"))
                .with(new UpstreamSettings.Tls(true, Optional.of(file)));
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=Acme authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static CertificateBuilder server(String name) {
        return new CertificateBuilder().subject("CN=" + name).addSanDnsName(name);
    }

    private static SSLContext context(X509Bundle server) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(server.toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }

    /** A proxy that wants credentials and leads every tunnel to one port. Thread-safe. */
    private static final class TunnelProxy implements AutoCloseable {
        private static final int LONGEST_HEAD = 8192;

        private final ServerSocket server;
        private final int target;
        private final List<String> heads = new CopyOnWriteArrayList<>();

        private TunnelProxy(ServerSocket server, int target) {
            this.server = server;
            this.target = target;
        }

        static TunnelProxy to(int target) throws IOException {
            var proxy =
                    new TunnelProxy(
                            new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        }

        List<String> heads() {
            return heads;
        }

        ProxySettings settings() {
            String url = "http://me:pw@127.0.0.1:" + server.getLocalPort();
            return ProxySettings.fromEnvironment(Map.of("HTTPS_PROXY", url));
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> lead(client));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void lead(Socket client) {
            try (client;
                    var end = new Socket(InetAddress.getLoopbackAddress(), target)) {
                String head = head(client.getInputStream());
                heads.add(head);
                while (!head.isEmpty() && !head.contains("Proxy-Authorization")) {
                    answer(client, "407 Who are you", "Proxy-Authenticate: Basic realm=x");
                    head = head(client.getInputStream());
                    heads.add(head);
                }
                answer(client, "200 Connection established", "X-Proxy: yes");
                Thread back = Thread.ofVirtual().start(() -> copy(end, client));
                copy(client, end);
                back.join();
            } catch (IOException e) {
                heads.add("broken: " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void answer(Socket client, String status, String field) throws IOException {
            String length = status.startsWith("407") ? "Content-Length: 0\r\n" : "";
            String head = "HTTP/1.1 " + status + "\r\n" + field + "\r\n" + length + "\r\n";
            client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException ended) {
                // One side has closed: the other is told by the closing of both.
            }
        }

        private static String head(InputStream in) throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0 && head.length() < LONGEST_HEAD) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                head.append((char) next);
            }
            return head.toString();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
