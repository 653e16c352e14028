package octavo.kernel.elementwise;

import octavo.storage.BoolStorage;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.Storage;
import octavo.storage.View;

/// The commonest changes of type, between views without gaps.
final class Conversion {
  private Conversion() {}

  static boolean serves(View from, View to) {
    Storage y = to.storage();
    return switch (from.storage()) {
      case FloatStorage x -> y instanceof DoubleStorage;
      case DoubleStorage x -> y instanceof FloatStorage;
      case LongStorage x -> y instanceof FloatStorage;
      case BoolStorage x -> y instanceof FloatStorage;
      default -> false;
    };
  }

  static void convert(View from, View to) {
    int xo = from.offset();
    int yo = to.offset();
    int n = to.count();
    switch (from.storage()) {
      case FloatStorage x -> {
        double[] y = to.doubles();
        for (int i = 0; i < n; i++) {
          y[yo + i] = x.array()[xo + i];
        }
      }
      case DoubleStorage x -> {
        for (int i = 0; i < n; i++) {
          to.floats()[yo + i] = (float) x.array()[xo + i];
        }
      }
      case LongStorage x -> {
        for (int i = 0; i < n; i++) {
          to.floats()[yo + i] = (float) x.array()[xo + i];
        }
      }
      case BoolStorage x -> {
        for (int i = 0; i < n; i++) {
          to.floats()[yo + i] = x.array()[xo + i];
        }
      }
      default -> throw new IllegalArgumentException("copy: no conversion from " + from.dtype());
    }
  }
}
