package octavo.kernel.conv;

import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Computes all passes of one convolution by one method, in a heap that another process has sized.
public final class ConvMemoryProbe {
  private ConvMemoryProbe() {}

  /// A convolution of 3×3 unless the label asks for another kernel, with a padding of half a kernel.
  private static ConvGeometry geometry(
      String label, int batch, int in, int side, int out, int stride, int groups) {
    int kernel = label.equals("pointwise") ? 1 : label.equals("fft") ? 7 : 3;
    int pad = kernel / 2;
    return new ConvGeometry(
        batch, in, side, side, out, kernel, kernel, stride, stride, pad, pad, pad, pad, 1, 1,
        groups);
  }

  /// The geometry of a name, which says what is particular to it.
  static ConvGeometry geometry(String label, String name) {
    int each = label.matches("depthwise|naive") ? 32 : 1;
    return switch (name) {
      case "many-images" -> geometry(label, 8, 32, 160, 32, 1, each);
      case "few-images" -> geometry(label, 3, 8, 400, 12, 1, 1); // panels are mostly empty
      case "one-image" -> geometry(label, 1, 24, 600, 12, 1, 1);
      case "last-panel" -> geometry(label, 2, 8, 300, 33, 1, 1); // of a single channel
      case "groups" -> geometry(label, 1, 48, 400, 52, 1, 4); // thirteen channels each
      case "few-channels" -> geometry(label, 1, 8, 800, 3, 1, 1);
      case "stride" -> geometry(label, 1, 12, 1000, 12, 2, 1);
      case "both-sides" ->
          geometry(label, 1, 64, 300, 40, 1, 1); // are turned for a product per tap
      case "channels-last" -> geometry(label, 1, 16, 600, 12, 1, 1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static View numbers(int count) {
    float[] values = new float[count];
    java.util.Arrays.fill(values, 0.5f);
    return View.of(new FloatStorage(values), count);
  }

  /// The method's label and the geometry's name are the arguments.
  public static void main(String[] arguments) {
    ConvGeometry g = geometry(arguments[0], arguments[1]);
    boolean last = arguments[1].equals("channels-last");
    ConvChoice choice = new ConvChoice(arguments[0], false, last);
    ConvPlanner planner = new ConvPlanner(true);
    View x = numbers(g.inputs());
    View y = numbers(g.outputs());
    View w = numbers(g.outChannels() * g.filter());
    planner.forward(g, choice, x, w, null, y);
    for (ConvPlanner.Verdict verdict : planner.explain(ConvPass.INPUT, g)) {
      if (verdict.label().equals(arguments[0]) && verdict.refusal() == null) {
        planner.inputGradient(g, choice, y, w, x);
      }
    }
    for (ConvPlanner.Verdict verdict : planner.explain(ConvPass.WEIGHT, g)) {
      if (verdict.label().equals(arguments[0]) && verdict.refusal() == null) {
        planner.weightGradient(g, choice, x, y, w);
      }
    }
    System.out.print("computed");
  }
}
