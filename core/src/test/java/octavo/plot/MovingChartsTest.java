package octavo.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Fields of heights, ways that move, and arrows.
class MovingChartsTest {
  private static final double[] ENDS = {-1, 1};

  private static Mark.Contours bowl(double... levels) {
    Mark.Contours any = Mark.Contours.of((x, y) -> x * x + y * y, ENDS, ENDS, 41, 41, 1);
    return new Mark.Contours(any.x(), any.y(), any.values(), levels);
  }

  /// The area within a ring, positive for either direction.
  private static double area(double[][] ring) {
    double sum = 0;
    for (int i = 0; i < ring[0].length; i++) {
      int j = (i + 1) % ring[0].length;
      sum += ring[0][i] * ring[1][j] - ring[0][j] * ring[1][i];
    }
    return Math.abs(sum) / 2;
  }

  @Test
  void ringsLieOnTheLevelOrOnTheBorder() {
    Mark.Contours field = bowl(0.5);
    List<double[][]> rings = Isolines.of(field, 0.5);
    assertThat(rings).hasSize(2); // the circle and the square around it
    for (double[][] ring : rings) {
      for (int i = 0; i < ring[0].length; i++) {
        boolean border = Math.max(Math.abs(ring[0][i]), Math.abs(ring[1][i])) == 1;
        double height = ring[0][i] * ring[0][i] + ring[1][i] * ring[1][i];
        if (!border) {
          assertThat(height).isCloseTo(0.5, Offset.offset(2e-3));
        }
      }
    }
    double[] areas = rings.stream().mapToDouble(MovingChartsTest::area).sorted().toArray();
    assertThat(areas[0]).isCloseTo(Math.PI * 0.5, Offset.offset(5e-3));
    assertThat(areas[1]).isCloseTo(4, Offset.offset(1e-12));
  }

  @Test
  void aSaddleHasTwoSidesThatDoNotTouch() {
    Mark.Contours field = Mark.Contours.of((x, y) -> x * x - y * y, ENDS, ENDS, 40, 40, 3);
    List<double[][]> above = Isolines.of(field, 0.1);
    assertThat(above).hasSize(2);
    assertThat(above.stream().mapToDouble(MovingChartsTest::area).sum()).isBetween(1.5, 2.0);
    assertThat(Isolines.of(field, -0.1)).hasSize(1); // one region, with a waist
  }

  /// One cell with high corners on a diagonal: the mean decides whether they are joined.
  @Test
  void theMeanDecidesWhatIsJoined() {
    double[] two = {0, 1};
    assertThat(Isolines.of(new Mark.Contours(two, two, new double[][] {{9, 0}, {0, 9}}, two), 4))
        .hasSize(1);
    assertThat(Isolines.of(new Mark.Contours(two, two, new double[][] {{9, 0}, {0, 9}}, two), 5))
        .hasSize(2);
  }

  @Test
  void whatIsNoNumberIsLow() {
    double[] three = {0, 1, 2};
    double[][] values = {{1, 1, 1}, {1, Double.NaN, 1}, {1, 1, 1}};
    List<double[][]> rings = Isolines.of(new Mark.Contours(three, three, values, three), 0.5);
    assertThat(rings).hasSize(2);
    assertThat(Isolines.of(bowl(9), 9)).isEmpty();
    assertThat(Isolines.of(bowl(-1), -1).stream().mapToDouble(MovingChartsTest::area).sum())
        .isCloseTo(4, Offset.offset(1e-12));
  }

  @Test
  void levelsAreCloserInTheValleys() {
    double[] levels = Mark.Contours.of((x, y) -> x, ENDS, new double[] {0, 1}, 101, 5, 9).levels();
    assertThat(levels).hasSize(9).isSorted();
    for (int i = 1; i < 8; i++) {
      assertThat(levels[i + 1] - levels[i])
          .isGreaterThanOrEqualTo(levels[i] - levels[i - 1] - 0.03);
    }
  }

  private static XyChart race() {
    double[] x = {-0.5, 0, 0.5, 0.5};
    double[] y = {-0.5, 0.5, 0.5, 3};
    return XyChart.of("race <1>")
        .contours((a, b) -> a * a + b * b, ENDS, ENDS)
        .track("first", x, y, 4)
        .track("second", y, x, 4)
        .arrows("slope", new double[] {0}, new double[] {0}, new double[] {0.5}, new double[] {0});
  }

  @Test
  void drawsARace() {
    String svg = race().svg();
    Markup.requireWellFormed(svg);
    assertThat(svg).isEqualTo(race().svg()).hasSizeLessThan(60_000);
    assertThat(svg.split("class=\"level\"", -1)).hasSizeGreaterThan(10);
    assertThat(svg)
        .contains("class=\"curve trail s0\"", "class=\"fill runner s0\"", "class=\"curve s2\"")
        .contains("@media (prefers-reduced-motion:reduce)")
        .contains("<g clip-path=\"url(#cut-")
        .contains(">first</text>")
        .doesNotContain("class=\"name\" x=\"16\" y=\"47\"></text>");
    // the axes end where the field ends, though a way leaves it
    assertThat(svg).contains(">−1</text>").contains(">1</text>").doesNotContain(">3</text>");
  }

  /// Without motion a dot is at the end of its way, and the whole way is seen.
  @Test
  void restsAtTheEnd() {
    double[] x = {0, 1, 3};
    double[] y = {0, 0, 0};
    String svg = XyChart.of("t").track("", x, y, 2).svg();
    Markup.requireWellFormed(svg);
    List<MatchResult> circles =
        Pattern.compile(
                "<circle class=\"fill runner s0\" cx=\"([\\d.]+)\" .*?<animate attributeName=\"cx\" dur=\"([\\d.]+)s\" repeatCount=\"indefinite\" values=\"([^\"]*)\"")
            .matcher(svg)
            .results()
            .toList();
    assertThat(circles).hasSize(1);
    String[] across = circles.getFirst().group(3).split(";", -1);
    assertThat(across).hasSize(4); // and a rest
    assertThat(across[2]).isEqualTo(circles.getFirst().group(1)).isEqualTo(across[3]);
    assertThat(Double.parseDouble(circles.getFirst().group(2)))
        .isCloseTo(2 * 4 / 3.0, Offset.offset(0.01));
    MatchResult path =
        Pattern.compile("stroke-dasharray=\"(\\d+)\".*?values=\"(\\d+);(\\d+);0;0\"")
            .matcher(svg)
            .results()
            .findFirst()
            .orElseThrow();
    double whole = Double.parseDouble(path.group(2));
    assertThat(Double.parseDouble(path.group(1))).isEqualTo(whole + 1);
    assertThat(Double.parseDouble(path.group(3))).isCloseTo(whole * 2 / 3, Offset.offset(1.0));
  }

  @Test
  void aWayThatEndsEarlyRests() {
    double[] x = {0, 1, Double.NaN, 5};
    double[] y = {0, 1, 2, 5};
    String svg = XyChart.of("t").line("", x, y).track("a", x, y, 2).svg();
    Markup.requireWellFormed(svg);
    String values = svg.replaceAll("(?s).*attributeName=\"cx\"[^>]*values=\"([^\"]*)\".*", "$1");
    String[] across = values.split(";", -1);
    assertThat(across).hasSize(5);
    assertThat(across[4]).isEqualTo(across[1]).isNotEqualTo(across[0]);
    double[] none = {Double.NaN};
    String nothing = XyChart.of("t").line("", y).track("", none, none, 1).svg();
    assertThat(nothing).doesNotContain("<animate");
    String still = XyChart.of("t").track("", new double[2], new double[2], 1).svg();
    assertThat(still).contains("h0").doesNotContain("<animate");
  }

  @Test
  void aWayThatRunsOffStaysANumber() {
    double[] far = {0, 1e30, Double.MAX_VALUE};
    String svg = XyChart.of("t").contours((a, b) -> a, ENDS, ENDS).track("", far, far, 1).svg();
    Markup.requireWellFormed(svg);
    assertThat(
            XyChart.of("t")
                .contours((a, b) -> a, ENDS, ENDS)
                .track("", far, far, 1)
                .text(40, 12, TextColor.NONE))
        .isNotEmpty();
  }

  @Test
  void otherChartsKeepTheirStyle() {
    assertThat(XyChart.of("t").line("", ENDS).svg()).doesNotContain("level", "runner", "trail");
  }

  /// A circle in gray, its border left out, and a diagonal arrow.
  @Test
  void drawsInTheTerminal() {
    XyChart chart =
        XyChart.of("t")
            .with(bowl(0.5))
            .arrows("a", new double[1], new double[1], new double[] {0.5}, new double[] {0.5});
    String text = chart.text(40, 14, TextColor.NONE);
    assertThat(text.lines()).hasSize(14);
    List<String> rows = text.lines().toList();
    assertThat(rows.get(1).strip()).isEqualTo("1 ┤");
    assertThat(rows.get(6)).contains("⠁").hasSizeLessThanOrEqualTo(40);
    assertThat(chart.text(40, 14, TextColor.TRUE_COLOR)).contains("\u001b[38;2;160;167;180m");
  }

  @Test
  void refusesWhatDoesNotFit() {
    double[] one = {1};
    double[] two = {1, 2};
    XyChart chart = XyChart.of("t");
    assertThatThrownBy(() -> chart.track("a", one, two, 1))
        .hasMessage(
            "XyChart.track: x and y must have the same length, but x has 1 values and y 2.");
    assertThatThrownBy(() -> chart.track("a", one, one, 0))
        .hasMessage("XyChart.track: the time must be positive and finite, but is 0.0 s.");
    assertThatThrownBy(() -> chart.arrows("a", one, one, one, two))
        .hasMessage(
            "XyChart.arrows: x and toY must have the same length, but x has 1 values and toY 2.");
    assertThatThrownBy(() -> new Mark.Contours(two, two, new double[2][3], one))
        .hasMessage(
            "XyChart.contours: there must be a value for each of at least 2 columns and 2 rows,"
                + " but there are 2 columns, 2 rows and 2×3 values.");
    assertThatThrownBy(() -> new Mark.Contours(two, two, new double[2][2], new double[] {2, 2}))
        .hasMessage("XyChart.contours: levels must be finite and rise, but number 2 is 2.0.");
    assertThatThrownBy(() -> chart.contours((a, b) -> a, new double[] {1, 0}, two))
        .hasMessageStartingWith(
            "XyChart.contours: columns must be finite and rise, but number 2 is ");
    assertThatThrownBy(() -> chart.contours((a, b) -> a, one, two))
        .hasMessage(
            "XyChart.contours: there must be two ends and at least 2 nodes of each axis, but there"
                + " are 1 ends and 88 nodes.");
  }
}
