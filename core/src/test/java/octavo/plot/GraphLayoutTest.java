package octavo.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import octavo.plot.GraphChart.Box;
import octavo.plot.GraphLayout.Place;
import octavo.plot.GraphLayout.Route;
import octavo.random.Rng;
import org.junit.jupiter.api.Test;

/// Boxes stand apart, and lines lead from box to box past all others.
class GraphLayoutTest {
  private static Box box(String name) {
    return new Box(List.of(name, "64×56×56"), name, name.length());
  }

  private static GraphChart chain(int length) {
    GraphChart chart = GraphChart.of("chain").with(box("input"));
    for (int i = 1; i < length; i++) {
      chart = chart.with(box("layer" + i), i - 1);
    }
    return chart;
  }

  /// Every box reads one or two of the six before it.
  private static GraphChart random(long seed, int boxes) {
    Rng rng = Rng.of(seed);
    GraphChart chart = GraphChart.of("random").with(box("input"));
    for (int i = 1; i < boxes; i++) {
      Set<Integer> from = new TreeSet<>();
      for (int k = 0; k < 1 + rng.nextInt(2); k++) {
        from.add(Math.max(0, i - 1 - rng.nextInt(6)));
      }
      chart =
          chart.with(
              box("layer".repeat(1 + rng.nextInt(3)) + i),
              from.stream().mapToInt(f -> f).toArray());
    }
    return chart;
  }

  @Test
  void boxesStandApartAndTheirTextFits() {
    for (long seed = 0; seed < 30; seed++) {
      GraphChart chart = random(seed, 40);
      GraphLayout layout = GraphLayout.of(chart);
      List<Place> places = layout.places();
      for (int a = 0; a < places.size(); a++) {
        Place p = places.get(a);
        for (String line : chart.boxes().get(a).lines()) {
          assertThat(Canvas.width(line, 12)).isLessThan(p.width());
        }
        assertThat(GraphLayout.baseline(1)).isLessThan(p.height());
        assertThat(p.x()).isGreaterThanOrEqualTo(0);
        assertThat(p.x() + p.width()).isLessThanOrEqualTo(layout.width());
        assertThat(p.y() + p.height()).isLessThanOrEqualTo(layout.height());
        for (int b = 0; b < a; b++) {
          Place q = places.get(b);
          boolean apart =
              p.x() + p.width() <= q.x()
                  || q.x() + q.width() <= p.x()
                  || p.y() + p.height() <= q.y()
                  || q.y() + q.height() <= p.y();
          assertThat(apart).as("seed %d: %d and %d: %s %s", seed, a, b, p, q).isTrue();
        }
      }
    }
  }

  @Test
  void everyLineLeadsDownFromBoxToBoxPastAllOthers() {
    for (long seed = 0; seed < 30; seed++) {
      GraphChart chart = random(seed, 40);
      GraphLayout layout = GraphLayout.of(chart);
      assertThat(layout.routes()).hasSameSizeAs(chart.edges());
      for (int e = 0; e < chart.edges().size(); e++) {
        Route route = layout.routes().get(e);
        Place from = layout.places().get(chart.edges().get(e).from());
        Place to = layout.places().get(chart.edges().get(e).to());
        int last = route.xs().length - 1;
        assertThat(Math.abs(route.xs()[0] - from.middle())).isLessThan(1e-6);
        assertThat(route.ys()[0]).isEqualTo(from.y() + from.height());
        assertThat(route.xs()[last]).isBetween(to.x(), to.x() + to.width());
        assertThat(route.ys()[last]).isEqualTo(to.y());
        for (int i = 1; i <= last; i++) {
          assertThat(route.ys()[i]).isGreaterThanOrEqualTo(route.ys()[i - 1]);
          assertMeetsNone(layout.places(), route, i, seed);
        }
      }
    }
  }

  /// A piece of a line stays between the columns and the rows of its ends.
  private static void assertMeetsNone(List<Place> places, Route route, int i, long seed) {
    double left = Math.min(route.xs()[i - 1], route.xs()[i]);
    double right = Math.max(route.xs()[i - 1], route.xs()[i]);
    for (Place box : places) {
      boolean meets =
          right > box.x()
              && left < box.x() + box.width()
              && route.ys()[i] > box.y()
              && route.ys()[i - 1] < box.y() + box.height();
      assertThat(meets).as("seed %d: piece %d and %s", seed, i, box).isFalse();
    }
  }

  @Test
  void aChainStandsStraightAndItsSkipRunsBesideIt() {
    GraphChart chart = chain(6).with(box("sum"), 1, 5);
    GraphLayout layout = GraphLayout.of(chart);
    double middle = layout.places().getFirst().middle();
    for (Place place : layout.places()) {
      assertThat(Math.abs(place.middle() - middle)).isLessThan(1);
    }
    Route skip = layout.routes().get(5);
    Place beside = layout.places().get(3);
    double x = skip.xs()[skip.xs().length / 2];
    assertThat(x < beside.x() || x > beside.x() + beside.width()).isTrue();
  }

  @Test
  void theDrawingHoldsEveryBoxAndEveryLineOnce() {
    String svg = random(3, 25).svg();
    assertThat(svg.split("class=\"route\"", -1)).hasSize(1 + random(3, 25).edges().size());
    assertThat(svg.split("class=\"node fill", -1)).hasSize(26);
    assertThat(svg).isEqualTo(random(3, 25).svg()).contains("<title>input</title>");
  }

  @Test
  void wrongGraphsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chain(3).with(box("next"), 3))
        .withMessage(
            "GraphChart: a line must lead from a box to a later one of 4, but one leads from 3 to 3.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphChart.of("empty").svg())
        .withMessage(
            "GraphChart: 'empty' must have at least one box, but has none. Add one first.");
  }
}
