package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.runtime.config.Secret;
import org.liveevents.streams.query.access.AccessSettings;
import org.liveevents.streams.query.access.Issuer;

class SessionTest {

  private static final String PATH = "/v1/session";

  private final FakeInstance instance = new FakeInstance(4);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Served served = started(new Served(instance));

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void makesACookieOfATokenThatNoScriptReadsAndNoOtherSiteIsSent() throws Exception {
    // When
    HttpResponse<String> response = opened(served, Served.TOKEN);

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Served.json(response).get("expires_at").textValue())
        .isEqualTo(FakeInstance.TODAY.plus(Duration.ofHours(8)).toString());
    assertThat(response.headers().firstValue("Set-Cookie").orElse(""))
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=28800")
        .doesNotContain("Secure")
        .doesNotContain(Served.TOKEN);
    assertThat(get(served, "/v1/instances", cookie(response)).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsTheCookieToHttpsWhereItCameByHttps() throws Exception {
    assertThat(
            Served.send(
                    served
                        .request(PATH)
                        .header("Authorization", "Bearer " + Served.TOKEN)
                        .header("X-Forwarded-Proto", "https")
                        .POST(BodyPublishers.noBody()))
                .headers()
                .firstValue("Set-Cookie")
                .orElse(""))
        .contains("; Secure");
  }

  @Test
  void tellsWhoAsks() throws Exception {
    // Given
    String cookie = cookie(opened(served, Served.TOKEN));

    // When
    HttpResponse<String> response = get(served, PATH, cookie);

    // Then
    assertThat(Served.json(response).get("caller").textValue()).matches("token:[0-9a-f]{8}");
    assertThat(Served.json(response).get("limited").booleanValue()).isFalse();
    assertThat(get(served, PATH, "live-events-session=x").statusCode()).isEqualTo(401);
  }

  @Test
  void endsWhenItIsEnded() throws Exception {
    // Given
    String cookie = cookie(opened(served, Served.TOKEN));

    // When
    HttpResponse<String> response =
        Served.send(served.request(PATH).header("Cookie", cookie).DELETE());

    // Then
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Set-Cookie").orElse(""))
        .contains("Expires=Thu, 01 Jan 1970");
    assertThat(get(served, "/v1/instances", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void endsWithItsTime() throws Exception {
    // Given
    String cookie = cookie(opened(served, Served.TOKEN));

    // When
    instance.at(FakeInstance.TODAY.plus(Duration.ofHours(8)));

    // Then
    assertThat(get(served, "/v1/instances", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void isKnownToEveryInstanceThatHasTheTokenAndEndsWithIt() throws Exception {
    // Given
    String cookie = cookie(opened(served, Served.TOKEN));
    Served same = started(new Served(new FakeInstance(4)));
    Served without =
        started(
            new Served(
                new FakeInstance(4),
                new AccessSettings.Token(List.of(new Secret("another-token")))));

    // Then
    assertThat(get(same, "/v1/instances", cookie).statusCode()).isEqualTo(200);
    assertThat(get(without, "/v1/instances", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void cannotBeForgedOrProlonged() throws Exception {
    // Given
    String cookie = cookie(opened(served, Served.TOKEN));
    String[] parts = cookie.substring(cookie.indexOf('=') + 1).split("\\.", -1);

    // Then
    for (String ticket :
        List.of(
            "99999999999." + parts[1] + "." + parts[2],
            parts[0] + ".AAAA." + parts[2],
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1],
            parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[2],
            "-1.a.b",
            "999999999999999999999.a.b",
            "",
            Served.TOKEN)) {
      assertThat(get(served, "/v1/instances", "live-events-session=" + ticket).statusCode())
          .as(ticket)
          .isEqualTo(401);
    }
  }

  @Test
  void opensNoneWithoutAToken() throws Exception {
    assertThat(Served.send(served.request(PATH).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(401);
    assertThat(opened(served, "wrong").statusCode()).isEqualTo(401);
    assertThat(opened(served, "wrong").headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void isOpenedAndEndedByNoPageOfAnotherSite() throws Exception {
    // Given
    String cookie = cookie(opened(served, Served.TOKEN));

    // Then
    for (String site : List.of("cross-site", "same-site")) {
      HttpResponse<String> ended =
          Served.send(
              served
                  .request(PATH)
                  .header("Cookie", cookie)
                  .header("Sec-Fetch-Site", site)
                  .DELETE());
      assertThat(ended.statusCode()).isEqualTo(403);
    }
    assertThat(get(served, "/v1/instances", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void anAuthorizationThatIsShownCountsAlone() throws Exception {
    // Given
    String cookie = cookie(opened(served, Served.TOKEN));

    // Then
    assertThat(
            Served.send(
                    served
                        .request("/v1/instances")
                        .header("Cookie", cookie)
                        .header("Authorization", "Bearer wrong"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void holdsAnAccessTokenOfAProviderUntilThatEnds() throws Exception {
    // Given
    Issuer issuer = started(new Issuer());
    Served provided =
        started(new Served(instance, issuer.provider(Optional.empty(), Optional.empty())));
    String token = Issuer.sign(issuer.claims(FakeInstance.TODAY).build());

    // When
    HttpResponse<String> response = opened(provided, token);

    // Then
    assertThat(response.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=3600");
    assertThat(Served.json(get(provided, PATH, cookie(response))).get("caller").textValue())
        .isEqualTo("advisor-7");
    instance.at(FakeInstance.TODAY.plus(Duration.ofHours(2)));
    assertThat(get(provided, PATH, cookie(response)).statusCode()).isEqualTo(401);
  }

  @Test
  void saysSoWhenATokenFitsNoCookie() throws Exception {
    // Given
    Issuer issuer = started(new Issuer());
    Served provided =
        started(new Served(instance, issuer.provider(Optional.empty(), Optional.empty())));
    JWTClaimsSet big = issuer.claims(FakeInstance.TODAY).claim("g", "x".repeat(3000)).build();

    // Then
    assertThat(opened(provided, Issuer.sign(big)).statusCode()).isEqualTo(400);
  }

  @Test
  void isNotNeededWhereNobodyIsAsked() throws Exception {
    // Given
    Served free = started(new Served(instance, new AccessSettings.None(false)));

    // When
    HttpResponse<String> response = Served.send(free.request(PATH).POST(BodyPublishers.noBody()));

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(Served.json(response).get("caller").textValue()).isEqualTo("anybody");
  }

  private <T extends AutoCloseable> T started(T each) {
    open.add(each);
    return each;
  }

  private static HttpResponse<String> opened(Served served, String token)
      throws IOException, InterruptedException {
    return Served.send(
        served
            .request(PATH)
            .header("Authorization", "Bearer " + token)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.noBody()));
  }

  private static HttpResponse<String> get(Served served, String target, String cookie)
      throws IOException, InterruptedException {
    return Served.send(served.request(target).header("Cookie", cookie));
  }

  private static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
  }
}
