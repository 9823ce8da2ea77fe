package org.liveevents.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A chart over time, as it is seen.
 *
 * @param rows by the name in the legend
 */
record Plot(Map<String, Row> rows) {

  /**
   * One of its series.
   *
   * @param note the figure beside its name
   * @param pixels how many of its colour are drawn between the axes
   */
  record Row(String note, long pixels) {}

  /** The chart of the card with that title; without rows while it says that it is empty. */
  static Plot of(Browser browser, String title) {
    JsonNode seen = Json.parse(String.valueOf(browser.script(LOOK, title)));
    Map<String, Row> rows = new LinkedHashMap<>();
    seen.forEach(
        row ->
            rows.put(
                row.path("name").asText(),
                new Row(row.path("note").asText(), row.path("pixels").asLong())));
    return new Plot(rows);
  }

  /** How many of the series can be seen. */
  long drawn() {
    return rows.values().stream().filter(row -> row.pixels() > 0).count();
  }

  private static final String LOOK =
      """
      const card = [...document.querySelectorAll('.card')]
        .find((each) => each.querySelector('h2').textContent === arguments[0]);
      const canvas = card.querySelector('canvas');
      if (!canvas || card.querySelector('.plot').hidden) {
        return '[]';
      }
      const whole = canvas.getBoundingClientRect();
      const inner = card.querySelector('.u-over').getBoundingClientRect();
      const scale = canvas.width / whole.width;
      const { data } = canvas.getContext('2d').getImageData(
        (inner.x - whole.x) * scale, (inner.y - whole.y) * scale,
        inner.width * scale, inner.height * scale);
      const pixels = ([red, green, blue]) => {
        let found = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] > 200 && Math.abs(data[i] - red) < 9
              && Math.abs(data[i + 1] - green) < 9 && Math.abs(data[i + 2] - blue) < 9) {
            found += 1;
          }
        }
        return found;
      };
      return JSON.stringify([...card.querySelectorAll('.legend li')].map((row) => ({
        name: row.querySelector('.legend-name').textContent,
        note: row.querySelector('.legend-note').textContent,
        pixels: pixels(getComputedStyle(row.querySelector('.swatch')).backgroundColor
          .match(/[0-9.]+/g).map(Number)),
      })));
      """;
}
