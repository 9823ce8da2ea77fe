package org.liveevents.streams.query;

/**
 * How many entries a page may have.
 *
 * @param normal if nothing is asked for
 * @param most whatever is asked for
 */
public record PageLimits(int normal, int most) {

  /** The limits documented. */
  public static final PageLimits DEFAULT = new PageLimits(100, 1000);

  public PageLimits {
    if (normal < 1 || most < normal) {
      throw new IllegalArgumentException("page limits are positive and in order");
    }
  }
}
