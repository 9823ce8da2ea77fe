package org.liveevents.tools.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import javax.net.ssl.SSLException;

/** The address Canvas posts to, as far as it can be seen without posting. */
final class WebhookCheck implements Check {

  private static final int METHOD_NOT_ALLOWED = 405;

  private final URI address;
  private final Web web;

  WebhookCheck(URI address, Web web) {
    this.address = address;
    this.web = web;
  }

  @Override
  public String what() {
    return "webhook";
  }

  @Override
  public List<Finding> look() throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = web.get(address);
    } catch (SSLException e) {
      return List.of(
          Finding.red(
              what(),
              "no TLS with " + Web.shown(address),
              "give it a certificate of an authority that everybody trusts, with its chain"));
    }
    // Only our webhook says that a path which is there is not for GET.
    if (answer.statusCode() != METHOD_NOT_ALLOWED) {
      return List.of(
          Finding.red(
              what(),
              Web.shown(address) + " answers " + answer.statusCode() + ", not as the bridge does",
              "see that it leads to the bridge's WEBHOOK_PORT, path /webhooks/canvas"));
    }
    return List.of(
        address.getScheme().equals("https")
            ? Finding.green(what(), "the bridge answers at " + Web.shown(address))
            : Finding.yellow(
                what(),
                "the bridge answers at " + Web.shown(address) + ", without TLS",
                "give Canvas an https address: events hold students' data"));
  }
}
