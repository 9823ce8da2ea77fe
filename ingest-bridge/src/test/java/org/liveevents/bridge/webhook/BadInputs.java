package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.liveevents.bridge.intake.Deliveries;

/** What attackers and broken senders send, by name. */
final class BadInputs {

  private static final String EVENT = Deliveries.event(1);

  private BadInputs() {}

  /** Tokens that prove nothing. */
  static Map<String, String> tokens(RSAKey ours, RSAKey foreign, URI elsewhere, Instant now)
      throws JOSEException {
    String good = KeyServer.sign(ours, claims(""));
    String other = KeyServer.sign(ours, claims(",\"more\":1"));
    String signed = good.substring(0, good.lastIndexOf('.'));
    String signature = good.substring(good.lastIndexOf('.') + 1);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("alg none", header("{\"alg\":\"none\",\"kid\":\"ours\"}") + "." + claimsOf(good) + ".");
    all.put("alg None", withHeader(good, "{\"alg\":\"None\",\"kid\":\"ours\"}"));
    all.put("alg missing", withHeader(good, "{\"kid\":\"ours\"}"));
    all.put("HS256 with the public key", macked(ours));
    all.put(
        "RS512",
        KeyServer.sign(ours, new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("ours"), claims("")));
    all.put(
        "jwk in the header",
        KeyServer.sign(foreign, rs256("ours").jwk(foreign.toPublicJWK()), claims("")));
    all.put(
        "jku in the header", KeyServer.sign(foreign, rs256("ours").jwkURL(elsewhere), claims("")));
    all.put(
        "x5u in the header",
        KeyServer.sign(foreign, rs256("ours").x509CertURL(elsewhere), claims("")));
    all.put(
        "jku and an unknown kid",
        KeyServer.sign(foreign, rs256("theirs").jwkURL(elsewhere), claims("")));
    all.put(
        "kid missing", KeyServer.sign(ours, new JWSHeader.Builder(JWSAlgorithm.RS256), claims("")));
    all.put("kid of a path", KeyServer.sign(foreign, rs256("../../dev/null"), claims("")));
    all.put(
        "crit",
        KeyServer.sign(
            ours, rs256("ours").customParam("x", 1).criticalParams(Set.of("x")), claims("")));
    all.put(
        "b64 false",
        withHeader(good, "{\"alg\":\"RS256\",\"kid\":\"ours\",\"b64\":false,\"crit\":[\"b64\"]}"));
    all.put("signature cut", good.substring(0, good.length() - 8));
    all.put("signature empty", signed + ".");
    all.put("signature of zeros", signed + "." + Base64URL.encode(new byte[256]));
    all.put("signature twice", good + "." + signature);
    all.put("signature doubled", good + signature);
    all.put("signature of another body", signed + other.substring(other.lastIndexOf('.')));
    all.put("another's key, our kid", KeyServer.sign(foreign, claims("")));
    all.put(
        "header of 100 kB",
        header("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(100_000) + "\"}")
            + "."
            + claimsOf(good)
            + "."
            + signature);
    all.put(
        "header nested deep",
        header("{\"alg\":\"RS256\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}")
            + "."
            + claimsOf(good)
            + "."
            + signature);
    all.put("header no JSON", header("RS256") + "." + claimsOf(good) + "." + signature);
    all.put("encrypted", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0....");
    all.put("JSON serialization", "{\"payload\":\"" + claimsOf(good) + "\",\"signatures\":[]}");
    all.put("the bare event", EVENT);
    all.put("nothing", "");
    all.put("only dots", ".".repeat(100_000));
    all.put("wrong issuer", KeyServer.sign(ours, claims("", "https://elsewhere.example")));
    all.put("issuer twice", KeyServer.sign(ours, claims(",\"iss\":\"https://elsewhere.example\"")));
    all.put("issuer missing", KeyServer.sign(ours, EVENT));
    all.put(
        "issuer in a list",
        KeyServer.sign(
            ours, EVENT.replaceFirst("\\{", "{\"iss\":[\"" + KeyServer.ISSUER + "\"],")));
    all.put("expired", KeyServer.sign(ours, claims(",\"exp\":" + (now.getEpochSecond() - 3600))));
    all.put(
        "from the future",
        KeyServer.sign(ours, claims(",\"iat\":" + (now.getEpochSecond() + 3600))));
    all.put(
        "not yet valid", KeyServer.sign(ours, claims(",\"nbf\":" + (now.getEpochSecond() + 3600))));
    all.put("exp no number", KeyServer.sign(ours, claims(",\"exp\":\"never\"")));
    return all;
  }

  /** Bodies without a signature; the first word says the code they get, or {@code taken}. */
  static Map<String, byte[]> bodies() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    add(all, "too_deep: arrays", "[".repeat(400_000));
    add(
        all,
        "too_deep: objects in a body",
        wrapped("{\"a\":".repeat(5000) + "1" + "}".repeat(5000)));
    add(all, "not_json: a number of 900,000 digits", wrapped("1".repeat(900_000)));
    add(all, "taken: an exponent of nine digits", wrapped("1e999999999"));
    add(
        all,
        "not_json: a name of 900,000 characters",
        wrapped("{\"" + "n".repeat(900_000) + "\":1}"));
    add(all, "taken: 60,000 members", wrapped("{" + members(60_000) + "\"z\":1}"));
    add(
        all,
        "not_json: one name 100,000 times",
        wrapped("{" + "\"a\":1,".repeat(100_000) + "\"a\":2}"));
    add(all, "not_json: a lone surrogate, escaped", wrapped("\"\\ud800\""));
    add(all, "taken: a zero, escaped", wrapped("\"\\u0000\""));
    add(all, "not_json: a zero byte", wrapped("\"\0\""));
    add(all, "not_json: UTF-8 with a byte order mark", "\ufeff" + EVENT);
    all.put("not_utf8: UTF-16 with a byte order mark", ("\ufeff" + EVENT).getBytes(UTF_16LE));
    all.put("not_utf8: UTF-16", EVENT.getBytes(UTF_16LE));
    all.put("not_utf8: Latin-1", wrapped("\"\u00e9\"").getBytes(ISO_8859_1));
    all.put("not_utf8: a surrogate, encoded", bytes(wrapped("\"@\""), 0xed, 0xa0, 0x80));
    all.put("not_utf8: an overlong slash", bytes(wrapped("\"@\""), 0xc0, 0xaf));
    all.put("not_utf8: gzip", gzip(EVENT));
    all.put("not_utf8: gzip of 100 MB of spaces", gzip(" ".repeat(100_000_000)));
    add(all, "empty: nothing", "");
    add(all, "empty: white space", " \r\n\t ");
    add(all, "not_an_event: a number", "1");
    add(all, "not_an_event: null", "null");
    add(all, "not_json: a token", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln");
    add(all, "not_json: cut", EVENT.substring(0, EVENT.length() / 2));
    add(all, "not_json: two events", EVENT + EVENT);
    add(
        all,
        "taken: in a JSON string",
        "\"" + EVENT.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"");
    add(all, "taken: in an array", "[" + EVENT + "]");
    add(all, "too_large: an event over a mebibyte", wrapped("\"" + "x".repeat(1_100_000) + "\""));
    add(all, "no_event_name: null", EVENT.replace("\"course_updated\"", "null"));
    add(
        all,
        "taken: a name of 900,000 letters",
        EVENT.replace("course_updated", "x".repeat(900_000)));
    add(all, "no_event_time: none", EVENT.replace("event_time", "event_tine"));
    add(all, "bad_event_time: soon", EVENT.replace("2026-09-01T08:00:00", "soon"));
    return all;
  }

  private static void add(Map<String, byte[]> all, String name, String text) {
    all.put(name, text.getBytes(UTF_8));
  }

  /** An event with that value in its body. */
  private static String wrapped(String value) {
    return EVENT
        .replaceFirst("\"x\": 1.50e2", "\"x\": ")
        .replaceFirst(
            "\"x\": }", java.util.regex.Matcher.quoteReplacement("\"x\": " + value + "}"));
  }

  private static String members(int count) {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < count; i++) {
      members.append("\"m").append(i).append("\":1,");
    }
    return members.toString();
  }

  /** The text with those bytes in place of the at sign. */
  private static byte[] bytes(String text, int... instead) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(text.substring(0, text.indexOf('@')).getBytes(UTF_8));
    for (int one : instead) {
      all.write(one);
    }
    all.writeBytes(text.substring(text.indexOf('@') + 1).getBytes(UTF_8));
    return all.toByteArray();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(all)) {
      zip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  private static JWSHeader.Builder rs256(String kid) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid);
  }

  private static String macked(RSAKey key) throws JOSEException {
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("ours").build(),
            new Payload(claims("")));
    token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    return token.serialize();
  }

  private static String claims(String more) {
    return claims(more, KeyServer.ISSUER);
  }

  private static String claims(String more, String issuer) {
    return EVENT.strip().substring(0, EVENT.strip().length() - 1)
        + ",\"iss\":\""
        + issuer
        + "\""
        + more
        + "}";
  }

  private static String header(String json) {
    return Base64URL.encode(json).toString();
  }

  private static String withHeader(String token, String header) {
    return header(header) + token.substring(token.indexOf('.'));
  }

  private static String claimsOf(String token) {
    return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
  }
}
