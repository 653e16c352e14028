package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import octavo.plot.BarChart;
import octavo.plot.Chart;
import octavo.plot.HeatMap;
import octavo.plot.ImageGrid;
import octavo.plot.XyChart;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The comparison of figures lets rounding pass and finds what is different.
class FiguresTest {
  private static Chart curve(double... y) {
    return XyChart.of("curve").line("a", y).line("b", new double[] {0, 1, 2, 10});
  }

  private static Chart bars(double value) {
    return BarChart.of("bars", List.of("a", "b")).bars("x", 100, value);
  }

  private static Chart picture(int gray, int corner) {
    byte[] pixels = new byte[64];
    Arrays.fill(pixels, (byte) gray);
    pixels[0] = (byte) corner;
    return ImageGrid.of("pictures", 1).gray(pixels, 8, 8, "one");
  }

  private static void alike(Chart written, Chart now) throws IOException {
    Figures.assertAlike("figure", written.svg(), now.svg(), Drift.TRAINING);
  }

  private static void steady(Chart written, Chart now) throws IOException {
    Figures.assertAlike("figure", written.svg(), now.svg(), Drift.ROUNDING);
  }

  private static void different(String what, Chart written, Chart now) {
    assertFails(what, () -> alike(written, now));
  }

  private static void assertFails(String what, ThrowingCallable comparison) {
    assertThatThrownBy(comparison).isInstanceOf(AssertionError.class).hasMessageContaining(what);
  }

  @Test
  void roundingPasses() throws IOException {
    steady(curve(1, 2, 3, 4), curve(1, 2.003, 2.998, 4));
    steady(bars(50), bars(50.01));
    steady(picture(100, 100), picture(100, 101));
  }

  @Test
  void trainingsMayDrift() throws IOException {
    alike(curve(1, 2, 3, 4), curve(1, 2.03, 2.97, 4));
    alike(bars(50), bars(50.3));
    alike(picture(100, 100), picture(101, 120));
  }

  @Test
  void othersMayNot() {
    assertFails("coordinate", () -> steady(curve(1, 2, 3, 4), curve(1, 2.03, 2.97, 4)));
    assertFails("largest change", () -> steady(picture(100, 100), picture(100, 102)));
    assertFails("mean change", () -> steady(picture(100, 100), picture(101, 100)));
    assertFails("share", () -> steady(colored(10, 40), colored(11, 40)));
  }

  @Test
  void aPointElsewhereIsFound() {
    different("coordinate", curve(1, 2, 3, 4), curve(1, 2, 4, 4));
    different("elements and words", curve(1, 2, 3, 4), curve(1, 2, 3));
    different("elements and words", curve(1, 2, 3, 4), curve(1, Double.NaN, 3, 4));
  }

  @Test
  void anotherLabelIsFound() {
    different(
        "number",
        XyChart.of("curve").line("a", new double[] {1, 2}).withXLabel("5 epochs"),
        XyChart.of("curve").line("a", new double[] {1, 2}).withXLabel("6 epochs"));
    different(
        "elements and words",
        BarChart.of("bars", List.of("a", "b")).bars("x", 1, 2),
        BarChart.of("bars", List.of("a", "c")).bars("x", 1, 2));
  }

  @Test
  void anotherSizeIsFound() {
    XyChart chart = XyChart.of("curve").line("a", new double[] {1, 2});
    different("size", chart, chart.withSize(640, 361));
  }

  @Test
  void anotherColorIsFound() {
    double[][] numbers = {{0, 1}};
    double[][] others = {{0.4, 1}};
    String[][] texts = {{"", ""}};
    HeatMap map = new HeatMap("m", "", "", List.of("r"), List.of("a", "b"), numbers, texts);
    HeatMap other = new HeatMap("m", "", "", List.of("r"), List.of("a", "b"), others, texts);
    assertThatThrownBy(() -> alike(map, other)).isInstanceOf(AssertionError.class);
  }

  @Test
  void anotherPictureIsFound() {
    different("mean change", picture(100, 100), picture(111, 100));
    different("largest change", picture(100, 100), picture(100, 240));
  }

  /// A picture whose first pixels are bright, and the others as dark as that.
  private static Chart colored(int bright, int dark) {
    byte[] pixels = new byte[3 * 64];
    Arrays.fill(pixels, (byte) dark);
    Arrays.fill(pixels, 0, 3 * bright, (byte) 200);
    return ImageGrid.of("classes", 1).color(pixels, 8, 8, "one");
  }

  @Test
  void classesMayChangeInPlaces() throws IOException {
    alike(colored(10, 40), colored(13, 40));
    different("share", colored(10, 40), colored(20, 40));
    different("mean change", colored(10, 40), colored(10, 60));
  }
}
