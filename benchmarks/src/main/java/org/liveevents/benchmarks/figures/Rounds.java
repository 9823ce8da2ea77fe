package org.liveevents.benchmarks.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/** What was measured of several things in turn, a figure of each in each round. */
public final class Rounds {

  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  /** Adds the figure of one more round. */
  public void add(String name, double figure) {
    figures.computeIfAbsent(name, first -> new ArrayList<>()).add(figure);
  }

  /** The median of its rounds; the upper one of an even number. */
  public double median(String name) {
    return median(of(name));
  }

  /** The median of what one was of the other in each round. */
  public double ratio(String one, String other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < of(one).size(); round++) {
      ratios.add(of(one).get(round) / of(other).get(round));
    }
    return median(ratios);
  }

  /** Every name with its median, in the order they first came in. */
  public void forEachMedian(ObjDoubleConsumer<String> action) {
    figures.forEach((name, each) -> action.accept(name, median(each)));
  }

  /** The median of figures; the upper one of an even number. */
  public static double median(List<Double> figures) {
    return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
  }

  private List<Double> of(String name) {
    return figures.getOrDefault(name, List.of());
  }
}
