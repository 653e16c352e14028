package octavo.kernel.conv;

import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Computes all passes of one convolution by one method, in a heap that another process has sized.
public final class ConvMemoryProbe {
  private ConvMemoryProbe() {}

  static ConvGeometry geometry(String label) {
    int kernel = label.equals("pointwise") ? 1 : label.equals("fft") ? 7 : 3;
    int groups = label.matches("depthwise|naive") ? 32 : 1;
    int pad = kernel / 2;
    return new ConvGeometry(
        8, 32, 160, 160, 32, kernel, kernel, 1, 1, pad, pad, pad, pad, 1, 1, groups);
  }

  private static View numbers(int count) {
    float[] values = new float[count];
    java.util.Arrays.fill(values, 0.5f);
    return View.of(new FloatStorage(values), count);
  }

  /// The method's label is the argument.
  public static void main(String[] arguments) {
    ConvGeometry g = geometry(arguments[0]);
    ConvChoice choice = new ConvChoice(arguments[0], false, false);
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
