package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;
import org.liveevents.bridge.webhook.Verdict.Reason;

/**
 * Verifies a signed webhook: its body is a compact JWT, perhaps in double quotes, whose claims are
 * the event.
 *
 * <p>RS256 alone is accepted, and only keys of our issuer: whatever the token says about where its
 * key is ({@code jwk jku x5u x5c}) is not looked at (RFC 8725).
 */
final class SignatureVerifier implements Authenticator {

  private final SigningKeys keys;
  private final String issuer;
  private final InstantSource clock;

  SignatureVerifier(SigningKeys keys, String issuer, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public Optional<Reason> refusal(Optional<String> authorization, Optional<String> token) {
    return Optional.empty();
  }

  @Override
  public Verdict open(byte[] body) {
    try {
      Base64URL[] parts = JOSEObject.split(compact(body));
      if (parts.length != 3) {
        return new Verdict.Refused(Reason.MALFORMED);
      }
      Header header = Header.parse(parts[0]);
      if (!(header instanceof JWSHeader jws) || !JWSAlgorithm.RS256.equals(jws.getAlgorithm())) {
        return new Verdict.Refused(Reason.ALGORITHM);
      }
      if (jws.getCriticalParams() != null || !jws.isBase64URLEncodePayload()) {
        return new Verdict.Refused(Reason.CRITICAL_HEADER);
      }
      String kid = jws.getKeyID();
      Optional<RSAPublicKey> key = kid == null ? Optional.empty() : keys.find(kid);
      if (kid == null || key.isEmpty()) {
        return new Verdict.Refused(Reason.UNKNOWN_KEY);
      }
      byte[] signed = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
      if (!new RSASSAVerifier(key.get()).verify(jws, signed, parts[2])) {
        return new Verdict.Refused(Reason.SIGNATURE);
      }
      return judge(Claims.of(parts[1].decode()), kid);
    } catch (ParseException | IllegalArgumentException e) {
      return new Verdict.Refused(Reason.MALFORMED);
    } catch (JOSEException e) {
      return new Verdict.Refused(Reason.SIGNATURE);
    } catch (SigningKeys.Unavailable e) {
      return new Verdict.KeysUnavailable();
    }
  }

  @Override
  public void close() {
    keys.close();
  }

  private Verdict judge(Claims claims, String kid) {
    Optional<Reason> reason = claims.refusal(issuer, clock.instant());
    return reason.isPresent()
        ? new Verdict.Refused(reason.get())
        : new Verdict.Passed(claims.event(), Optional.of(kid));
  }

  /** The token without white space and quotes around it. */
  private static String compact(byte[] body) {
    String text = new String(body, ISO_8859_1).strip();
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).strip() : text;
  }
}
