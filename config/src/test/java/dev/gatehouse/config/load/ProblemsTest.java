package dev.gatehouse.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

class ProblemsTest {
    @Test
    void allProblemsAreReportedAtOnceWithPathLineAndColumn() {
        String yaml =
                """
                server:
                  listn: 127.0.0.1:4283
                  max-upload: big
                repositories:
                  main:
                    npm:
                      upstreams:
                        - name: one
                          url: registry.example
                          trust: sometimes
                          priority: 0
                """;

        assertThat(new Loading().errors(yaml))
                .containsExactlyInAnyOrder(
                        "gatehouse.yaml:2:3: error: server.listn: unknown key 'listn'; did you mean"
                                + " 'listen'?",
                        "gatehouse.yaml:3:15: error: server.max-upload: 'big': expected a size such"
                                + " as 800B, 64KiB, 512MiB or 2GiB",
                        "gatehouse.yaml:9:16: error: repositories.main.npm.upstreams[0].url:"
                                + " 'registry.example': expected an absolute http or https URL",
                        "gatehouse.yaml:10:18: error: repositories.main.npm.upstreams[0].trust:"
                                + " 'sometimes': expected trusted or untrusted",
                        "gatehouse.yaml:11:21: error: repositories.main.npm.upstreams[0].priority:"
                                + " '0': expected a whole number from 1 to 32767");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "osv: here | osv: found a single value, expected a block of keys",
                "telemetry: {traces: {}} | telemetry.traces.endpoint: missing",
                "telemetry: {traces: {endpoint: 'http://c.example:4318'}} | expected a whole http",
                "telemetry: {traces: {endpoint: 'http://c.example/v1/traces', sample: 2}} | '2':"
                        + " expected a share from 0 to 1",
                "telemetry: {traces: {endpoint: 'http://c.example/v1/traces', sample: no}} | 'no':"
                        + " expected a share from 0 to 1",
                "telemetry: {traces: {endpoint: 'http://c.example/t', headers: {'a b': x}}} | 'a"
                        + " b': expected the name of a header",
                "osv: {} | OK",
                "repositories: {main: {signing: {on: true}}} | unknown key 'on'",
                "repositories: {main: {pinning: on}} | repositories.main.pinning: 'on': expected"
                        + " off, warn or hold",
                "repositories: {main: {pypi: {refused-page: 451}}} | OK",
                "repositories: {main: {pypi: {refused-page: 200}}} | '200': expected 451, 403 or"
                        + " 404",
                "repositories: {main: {npm: {refused-page: 451}}} | unknown key 'refused-page'",
                "repositories: {main: {maven: {snapshot-retention: 7d}}} | '7d': expected a whole"
                        + " number from 0 to 10000",
                "repositories: {main: {pypi: {snapshot-retention: 7}}} | unknown key",
                "repositories: {api: {}} | 'api' cannot be the name of a repository",
                "repositories: {'-': {}} | '-' cannot be the name of a repository",
                "repositories: {Main: {}} | 'Main' cannot be the name of a repository",
                "repositories: {a: {host: x.example}, b: {host: X.example}} | host of repository a",
                "repositories: {a: {host: localhost}} | expected a name that stands for this",
                "repositories: {a: {host: 10.0.0.1}} | expected a name that stands for this",
                "{server: {public-url: 'https://x.example/'}, repositories: {a: {host: x.example}}}"
                        + " | a.host: 'x.example': expected a name that stands for this",
                "{server: {allowed-hosts: [X.example]}, repositories: {a: {host: x.example}}}"
                        + " | a.host: 'x.example': expected a name that stands for this",
                "repositories: | found nothing, expected a block of keys ({} for none)",
                "repositories: {main: {npm: {upstreams: one}}} | found a single value, expected a"
                        + " list",
                "repositories: {main: {npm: {upstreams: [one]}}} | [0]: found a single value,"
                        + " expected a block",
                "repositories: {main: {npm: {upstreams: [{}]}}} | upstreams[0].name: missing",
                "repositories: {main: {npm: {owned-names: ['a*b']}}} | '*' at the end only",
                "repositories: {main: {npm: {owned-names: ['']}}} | expected a full package name",
                "repositories: {main: {npm: {last-known-limit: 0s}}} | expected more than zero",
                "repositories: {main: {pypi: {owned-names: ['@a/b']}}} | name such as acme-tools",
                "repositories: {main: {maven: {owned-names: ['com.acme']}}} | such as com.acme:ui",
                "workspace: a/b | workspace: 'a/b': expected 1 to 64 of a-z",
                "server: {listen: 127.0.0.1} | expected an address and port",
                "server: {listen: 127.0.0.1:70000} | expected a port from 0 to 65535",
                "server: {listen: 0.0.0.0:80} | write access.anonymous, read or none",
                "server: {listen: gate.example:80} | write access.anonymous, read or none",
                "server: {tls: {certificate: pom.xml}} | server.tls.key: missing",
                "server: {tls: {certificate: none, key: none}} | cannot be read",
                "server: {trusted-proxies: [10.0.0.0/33]} | expected a prefix of 0 to 32 bits",
                "server: {allowed-hosts: [a.example:80]} | expected a host name or address",
                "server: {default-npm-repository: x} | OK",
                "repositories: {a: {}} | OK",
                "server: [] | server: found a list, expected a block of keys",
                "server: {max-in-flight: 1.5} | '1.5': expected a whole number",
                "server: {max-in-flight: [1]} | found a list, expected a whole number",
                "{workspace: a, workspace: b} | workspace: the key is already at"
                        + " gatehouse.yaml:1:2",
                "workspace: &a main | OK",
                "{workspace: &a main, storage: *a} | aliases are not supported",
                "workspace: !!java.net.URL main | tags are not supported",
                "[1] | expected a block of keys, found a list",
                "a: b: c | not YAML: mapping values are not allowed here",
                "{} | OK",
            })
    void aWrongTextIsRefusedWithItsReason(String yaml, String expected) {
        String problems = String.join("\n", new Loading().errors(yaml));

        assertThat(problems.isEmpty() ? "OK" : problems).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "url: ftp://registry.example/ | expected an absolute http or https URL",
                "url: https://ci:word@registry.example/ | expected no user in the URL",
                "url: https://registry.example/?a=b | expected no query and no fragment",
                "url: 'https://registry.example/#a' | expected no query and no fragment",
                "url: https://registry.example:70000/ | expected a port",
                "url: http://169.254.169.254/ | link-local addresses are refused",
                "url: http://[fe80::1]/ | link-local addresses are refused",
                "url: http://[fe80::1%25eth0]/ | expected",
                "url: http://[::ffff:169.254.169.254]/ | link-local addresses are refused",
                "url: http://2852039166/ | expected a host name",
                "url: http://0xA9FEA9FE/ | expected a host name",
                "url: http://0251.0376.0251.0376/ | expected an absolute http or https URL",
                "url: 'http://a b/' | expected an absolute http or https URL",
                "url: http://10.0.0.1/ | OK",
                "url: http://localhost:8080/npm | OK",
                "name: two | the key is already at gatehouse.yaml:5:11",
                "canary: '*' | expected a full package name such as @acme/ui",
                "presence-timeout: 0s | expected more than zero",
                "timeout: 5 | expected a duration such as 500ms",
                "idle-timeout: 99999d | expected at most 3650d",
                "active: yes | expected true or false",
                "username: ci | expected username and password together",
                "password: word | expected username and password together",
                "file-hosts: [https://files.example/a] | expected an origin without path",
                "checksums: maybe | 'maybe': expected fail or warn",
                "headers: {Host: a} | this header is set by the client itself",
                "headers: {'a b': c} | expected the name of a header",
                "token: ${env:NONE} | the environment has no variable NONE",
                "token: ${file:none.txt} | the file none.txt cannot be read",
                "token: ${vault:x} | expected ${env:NAME} or ${file:PATH}",
                "token: '' | expected a value, found an empty one",
                "ca: none.pem | cannot be read",
            })
    void aWrongUpstreamIsRefusedWithItsReason(String line, String expected) {
        String yaml = Loading.withUpstream(line);

        String problems = String.join("\n", new Loading().errors(yaml));

        assertThat(problems.isEmpty() ? "OK" : problems).contains(expected);
    }

    @Test
    void anUpstreamNameAndUrlStandOnlyOnce() {
        String yaml =
                """
                repositories:
                  main:
                    npm:
                      upstreams:
                        - {name: one, url: https://registry.example/}
                        - {name: ONE, url: https://registry.example}
                """;

        assertThat(new Loading().errors(yaml))
                .satisfiesExactly(
                        name -> assertThat(name).contains("[1].name: 'ONE' is already the name"),
                        url -> assertThat(url).contains("[1].url: ").contains("already the URL"));
    }

    @Test
    void eitherTokenOrPassword() {
        assertThat(
                        new Loading()
                                .errors(
                                        Loading.withUpstream(
                                                "token: a", "username: b", "password: c")))
                .singleElement()
                .asString()
                .contains("expected either token, or username and password");
    }

    @Test
    void aSecretIsNeverPartOfAMessage() {
        String yaml = Loading.withUpstream("token: \"s3cret\\nX-Evil: 1\"");

        assertThat(new Loading().errors(yaml))
                .isNotEmpty()
                .noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void aSecretInTheWrongPlaceIsNotShownEither() {
        List<String> errors = new ArrayList<>();
        errors.addAll(
                new Loading().errors(Loading.withUpstream("url: http://a:s3cret@r.example/")));
        errors.addAll(new Loading().errors(Loading.withUpstream("headers: s3cret")));
        errors.addAll(new Loading().errors(Loading.withUpstream("token: !s3cret")));
        errors.addAll(new Loading().errors(Loading.withUpstream("password: [s3cret]")));

        assertThat(errors)
                .hasSizeGreaterThanOrEqualTo(4)
                .noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void aDefaultRepositoryMustBeADeclaredOneWithNpm() {
        String yaml = "{server: {default-npm-repository: main}, repositories: {main: {pypi: {}}}}";

        assertThat(new Loading().errors(yaml))
                .singleElement()
                .asString()
                .contains("'main': expected a declared repository with an npm block");
    }

    @Test
    void carelessThingsAreWarnings() {
        String yaml =
                Loading.withUpstream(
                        "url: http://npm.internal.example/",
                        "token: plain",
                        "verify-tls: false",
                        "checksums: warn");

        assertThat(new Loading().warnings(yaml))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains(".token: a secret in plain text"),
                        line -> assertThat(line).contains(".url: credentials travel unencrypted"),
                        line -> assertThat(line).contains(".verify-tls: whoever is on the way"),
                        line -> assertThat(line).contains(".checksums: files are served although"));
    }

    @Test
    void credentialsOverHttpToThisMachineAreNoWarning() {
        String yaml = Loading.withUpstream("url: http://localhost:8080/", "token: ${env:T}");

        assertThat(new Loading().env("T", "x").warnings(yaml)).isEmpty();
    }

    @Test
    void anonymousReadingBeyondLoopbackMustBeWrittenOut() {
        String yaml = "{server: {listen: '0.0.0.0:4283'}, access: {anonymous: read}}";

        assertThat(new Loading().errors(yaml)).isEmpty();
    }

    @Test
    void textsBeyondTheLimitsAreRefused() {
        String deep = "a: " + "[".repeat(40) + "]".repeat(40);
        String large = "# " + "x".repeat(1 << 20);

        assertThat(new Loading().errors(deep)).first().asString().contains("more than 32 levels");
        assertThat(new Loading().errors(large)).first().asString().contains("at most 1 MiB");
        assertThat(new Loading().errors("workspace: a\n---\nworkspace: b\n"))
                .singleElement()
                .asString()
                .contains("expected one document");
    }
}
