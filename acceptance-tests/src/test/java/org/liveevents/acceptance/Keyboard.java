package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.openqa.selenium.Keys;

/** A person without a mouse, who has to see at any time where the keys go. */
record Keyboard(Browser browser) {

  private static final int PATIENCE = 80;

  /** Goes on from here, with the tab key, to the first such element. */
  void tabTo(String css) {
    for (int i = 0; i < PATIENCE; i++) {
      press(Keys.TAB);
      if (isAt(css)) {
        assertThat(browser.script(SEEN)).as("the focus on %s is seen", css).isEqualTo(true);
        return;
      }
    }
    throw new AssertionError("the tab key does not lead to " + css + ", but to " + here());
  }

  void press(CharSequence... keys) {
    browser.press(keys);
  }

  boolean isAt(String css) {
    return (Boolean) browser.script("return document.activeElement.matches(arguments[0])", css);
  }

  /** The element that has the focus, as it is written. */
  String here() {
    return String.valueOf(
        browser.script("return document.activeElement.cloneNode(false).outerHTML"));
  }

  /** What tells the grade at which the focus is from all others. */
  String key() {
    return String.valueOf(browser.script("return document.activeElement.dataset.key ?? ''"));
  }

  private static final String SEEN =
      """
      const it = document.activeElement;
      const style = getComputedStyle(it);
      const at = it.getBoundingClientRect();
      return it.matches(':focus-visible') && style.outlineStyle !== 'none'
        && parseFloat(style.outlineWidth) >= 2 && at.bottom > 0 && at.top < innerHeight
        && at.right > 0 && at.left < innerWidth;
      """;
}
