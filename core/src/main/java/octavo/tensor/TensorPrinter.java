package octavo.tensor;

import java.util.Locale;
import java.util.function.IntConsumer;
import octavo.storage.DType;
import octavo.storage.View;

/// Prints a tensor as NumPy does: nested brackets, aligned columns, long axes summarized by their
/// first and last three elements, then type and shape where they are not obvious.
final class TensorPrinter {
  private static final int SUMMARIZE_ABOVE = 1000;
  private static final int EDGE = 3;
  private static final int LINE = 88;

  private final View view;
  private final boolean summarize;
  private final boolean scientific;
  private final int digits;
  private int width;

  private TensorPrinter(View view) {
    this.view = view;
    this.summarize = view.count() > SUMMARIZE_ABOVE;
    double[] range = {0, Double.POSITIVE_INFINITY, 0};
    visit(0, view.offset(), range);
    boolean spread = range[0] >= 1e8 || (range[1] < 1e-4 && range[1] > 0);
    this.scientific = view.dtype().isFloating() && (spread || range[0] / range[1] > 1e6);
    this.digits = (int) range[2];
    this.width = 0;
    measure(0, view.offset());
  }

  static String print(Tensor x) {
    View view = x.view();
    if (x.dtype() == DType.BFLOAT16 || x.dtype() == DType.FLOAT16) {
      view = x.stopGradient().to(DType.FLOAT32).view();
    }
    StringBuilder text = new StringBuilder();
    TensorPrinter printer = new TensorPrinter(view);
    if (x.elements() == 0) {
      text.append("[]");
    } else {
      printer.append(text, 0, view.offset());
    }
    text.append(" ").append(x.dtype()).append(x.shape());
    return text.toString();
  }

  /// Finds the largest and smallest magnitude and the decimals needed, over what will be printed.
  private void visit(int axis, int at, double[] range) {
    if (axis == view.rank()) {
      double v = Math.abs(view.storage().getDouble(at));
      if (Double.isFinite(v) && v != 0) {
        range[0] = Math.max(range[0], v);
        range[1] = Math.min(range[1], v);
        range[2] = Math.max(range[2], decimals(v));
      }
      return;
    }
    each(axis, i -> visit(axis + 1, at + i * view.stride(axis), range));
  }

  private static int decimals(double v) {
    for (int d = 0; d < 4; d++) {
      double scaled = v * Math.pow(10, d);
      if (Math.abs(scaled - Math.rint(scaled)) < 1e-6 * Math.max(1, scaled)) {
        return d;
      }
    }
    return 4;
  }

  private void measure(int axis, int at) {
    if (axis == view.rank()) {
      width = Math.max(width, format(at).length());
      return;
    }
    each(axis, i -> measure(axis + 1, at + i * view.stride(axis)));
  }

  private void each(int axis, IntConsumer body) {
    int size = view.size(axis);
    boolean cut = summarize && size > 2 * EDGE;
    for (int i = 0; i < size; i++) {
      if (!cut || i < EDGE || i >= size - EDGE) {
        body.accept(i);
      }
    }
  }

  private String format(int at) {
    return switch (view.dtype()) {
      case BOOL -> view.storage().getDouble(at) != 0 ? "true" : "false";
      case INT64, INT8, UINT8 -> Long.toString(view.storage().getLong(at));
      default -> real(view.storage().getDouble(at));
    };
  }

  private String real(double v) {
    if (Double.isNaN(v)) {
      return "nan";
    }
    if (Double.isInfinite(v)) {
      return v > 0 ? "inf" : "-inf";
    }
    if (scientific) {
      return String.format(Locale.ROOT, "%.4e", v);
    }
    String fixed = String.format(Locale.ROOT, "%." + Math.max(digits, 0) + "f", v);
    return digits == 0 ? fixed + "." : fixed;
  }

  private void append(StringBuilder text, int axis, int at) {
    if (axis == view.rank()) {
      text.append(" ".repeat(Math.max(0, width - format(at).length()))).append(format(at));
      return;
    }
    text.append('[');
    boolean last = axis == view.rank() - 1;
    int size = view.size(axis);
    boolean cut = summarize && size > 2 * EDGE;
    int lineStart = text.length();
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        text.append(',');
        boolean full = last && text.length() - lineStart + width + 2 > LINE;
        if (!last || full) {
          text.append("\n".repeat(last ? 1 : Math.max(1, view.rank() - axis - 1)));
          text.append(" ".repeat(axis + 1));
          lineStart = text.length();
        } else {
          text.append(' ');
        }
      }
      if (cut && i == EDGE) {
        text.append("...");
        i = size - EDGE - 1;
        continue;
      }
      append(text, axis + 1, at + i * view.stride(axis));
    }
    text.append(']');
  }
}
