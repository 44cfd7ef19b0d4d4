package dev.gatehouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.http.Headers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

class CredentialsTest {
    private static final Credentials TOKEN = new Credentials.Token("secret:with:colons");

    @Test
    void nothingIsNone() {
        assertThat(Credentials.of(Headers.of("accept", "*/*"))).isEqualTo(new Credentials.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
    void aBearerTokenIsTakenAsItIs(String scheme) {
        Headers headers = Headers.of("Authorization", scheme + "secret:with:colons");

        assertThat(Credentials.of(headers)).isEqualTo(TOKEN);
    }

    @Test
    void aPasswordWithoutAUserIsTheToken() {
        Headers headers = Headers.of("Authorization", basic(":secret:with:colons"));

        assertThat(Credentials.of(headers)).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci", "__token__"})
    void aUserAndItsPasswordAreTakenAsTheyAre(String user) {
        Headers headers = Headers.of("Authorization", basic(user + ":secret:with:colons"));

        assertThat(Credentials.of(headers))
                .isEqualTo(new Credentials.Password(user, "secret:with:colons"));
    }

    @Test
    void anApiKeyIsTheToken() {
        assertThat(Credentials.of(Headers.of("X-Api-Key", "secret:with:colons"))).isEqualTo(TOKEN);
    }

    @Test
    void theSameTokenTwiceIsOne() {
        Headers headers =
                Headers.of("X-Api-Key", "secret:with:colons")
                        .plus("Authorization", basic("me:secret:with:colons"));

        assertThat(Credentials.of(headers)).isEqualTo(TOKEN);
    }

    @Test
    void differentTokensAreUnclear() {
        Headers headers = Headers.of("X-Api-Key", "one").plus("Authorization", "Bearer other");
        Headers keys = Headers.of("X-Api-Key", "one").plus("X-Api-Key", "other");

        assertThat(Credentials.of(headers)).isInstanceOf(Credentials.Unclear.class);
        assertThat(Credentials.of(keys)).isInstanceOf(Credentials.Unclear.class);
    }

    @Test
    void twoAuthorizationsAreUnclearEvenWhenTheyAgree() {
        Headers headers = Headers.of("Authorization", "Bearer a").plus("Authorization", "Bearer a");

        assertThat(Credentials.of(headers)).isInstanceOf(Credentials.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Basic",
                "Basic ???",
                "Basic bm9jb2xvbg==",
                "Basic dXNlcjo=",
                "Digest x",
                "",
                "token"
            })
    void whatIsNoCredentialIsUnclearAndNeverNothing(String value) {
        assertThat(Credentials.of(Headers.of("Authorization", value)))
                .isInstanceOf(Credentials.Unclear.class);
    }

    @Test
    void theTextFormOfATokenIsAMask() {
        assertThat(TOKEN.toString()).doesNotContain("secret");
        assertThat(new Credentials.Password("me", "secret").toString()).doesNotContain("secret");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
