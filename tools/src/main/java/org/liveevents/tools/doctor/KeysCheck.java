package org.liveevents.tools.doctor;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;

/** The keys that Canvas signs webhooks with. */
final class KeysCheck implements Check {

  private final URI address;
  private final Web web;

  KeysCheck(URI address, Web web) {
    this.address = address;
    this.web = web;
  }

  @Override
  public String what() {
    return "signing keys";
  }

  @Override
  public List<Finding> look() throws IOException, InterruptedException {
    HttpResponse<String> answer = web.get(address);
    if (answer.statusCode() != 200) {
      return List.of(
          Finding.red(
              what(),
              Web.shown(address) + " answers " + answer.statusCode(),
              "mend WEBHOOK_JWKS_URL, or let this machine out to it"));
    }
    try {
      long usable =
          JWKSet.parse(answer.body()).getKeys().stream()
              .filter(key -> key.getKeyType().equals(KeyType.RSA) && key.getKeyID() != null)
              .count();
      return List.of(
          usable > 0
              ? Finding.green(what(), usable + " RSA keys at " + Web.shown(address))
              : Finding.red(
                  what(),
                  "no RSA key with an id at " + Web.shown(address),
                  "mend WEBHOOK_JWKS_URL: every webhook would be answered 401 or 503"));
    } catch (ParseException e) {
      return List.of(
          Finding.red(what(), Web.shown(address) + " gives no key set", "mend WEBHOOK_JWKS_URL"));
    }
  }
}
