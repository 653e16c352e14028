package octavo.kernel.recurrent;

import java.util.Arrays;
import java.util.Objects;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle: sequence by sequence and unit by unit, sums and functions in double.
public final class ScalarRecurrent implements RecurrentKernels {
  private static double get(View x, int i) {
    return x.storage().getDouble(x.offset() + i);
  }

  private static void set(View x, int i, double value) {
    x.storage().setDouble(x.offset() + i, value);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public void forward(Recurrence r, Weights weights, Start start, Path path) {
    int h = r.hidden();
    for (int n = 0; n < r.batch(); n++) {
      double[] hidden = row(start.hidden(), n * h, h);
      double[] cell = start.cell() == null ? hidden : row(start.cell(), n * h, h);
      for (int turn = 0; turn < r.steps(); turn++) {
        int at = r.at(turn) * r.batch() + n;
        double[] products = products(r, weights, hidden, n);
        for (int j = 0; j < h; j++) {
          step(r, weights, path, at, j, products, hidden, cell);
          set(path.hidden(), at * h + j, hidden[j]);
        }
      }
      for (int j = 0; r.kind() == CellKind.LSTM && j < h; j++) {
        set(path.hidden(), (r.steps() * r.batch() + n) * h + j, cell[j]);
      }
    }
  }

  private static double[] row(View x, int from, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = get(x, from + i);
    }
    return numbers;
  }

  /// `W·h`, the hidden state masked.
  private static double[] products(Recurrence r, Weights weights, double[] hidden, int n) {
    int h = r.hidden();
    View mask = weights.mask();
    double[] products = new double[r.width()];
    for (int i = 0; i < products.length; i++) {
      for (int k = 0; k < h; k++) {
        double kept = mask == null ? hidden[k] : hidden[k] * get(mask, n * h + k);
        products[i] += kept * get(weights.recurrent(), i * h + k);
      }
    }
    return products;
  }

  /// One unit of one step: `hidden[j]` and `cell[j]` become the new ones.
  private static void step(
      Recurrence r,
      Weights weights,
      Path path,
      int at,
      int j,
      double[] p,
      double[] hidden,
      double[] cell) {
    int h = r.hidden();
    double[] a = new double[r.kind().gates()];
    for (int g = 0; g < a.length; g++) {
      a[g] = get(path.gates(), at * r.width() + g * h + j);
    }
    switch (r.kind()) {
      case TANH -> hidden[j] = Math.tanh(a[0] + p[j]);
      case RELU -> hidden[j] = Math.max(0, a[0] + p[j]);
      case LSTM -> {
        for (int g = 0; g < 4; g++) {
          double v = a[g] + p[g * h + j];
          a[g] = g == 2 ? Math.tanh(v) : sigmoid(v);
        }
        cell[j] = a[1] * cell[j] + a[0] * a[2];
        hidden[j] = a[3] * Math.tanh(cell[j]);
        keep(r, path, at, j, a, cell[j]);
      }
      case GRU -> {
        double q = p[2 * h + j] + (weights.bias() == null ? 0 : get(weights.bias(), j));
        a[0] = sigmoid(a[0] + p[j]);
        a[1] = sigmoid(a[1] + p[h + j]);
        a[2] = Math.tanh(a[2] + a[0] * q);
        hidden[j] = (1 - a[1]) * a[2] + a[1] * hidden[j];
        keep(r, path, at, j, a, q);
      }
    }
  }

  private static void keep(Recurrence r, Path path, int at, int j, double[] gates, double memory) {
    if (path.memory() != null) {
      for (int g = 0; g < gates.length; g++) {
        set(path.gates(), at * r.width() + g * r.hidden() + j, gates[g]);
      }
      set(path.memory(), at * r.hidden() + j, memory);
    }
  }

  @Override
  public void backward(Recurrence r, Weights weights, Start start, Path path, Gradients gradients) {
    int h = r.hidden();
    Start dStart = gradients.dStart();
    for (int n = 0; n < r.batch(); n++) {
      double[] dHidden = new double[h];
      double[] dCell = new double[h];
      for (int j = 0; r.kind() == CellKind.LSTM && j < h; j++) {
        dCell[j] = get(gradients.dHidden(), (r.steps() * r.batch() + n) * h + j);
      }
      for (int turn = r.steps() - 1; turn >= 0; turn--) {
        int at = r.at(turn) * r.batch() + n;
        Before before =
            turn > 0 ? new Before(null, r.at(turn - 1) * r.batch() + n) : new Before(start, n);
        double[] products = new double[r.width()]; // gradients of the recurrent products
        for (int j = 0; j < h; j++) {
          double dh = dHidden[j] + get(gradients.dHidden(), at * h + j);
          dHidden[j] = gradient(r, path, before, gradients, at, j, dh, dCell, products);
        }
        addProducts(r, weights, n, products, dHidden);
      }
      for (int j = 0; dStart != null && j < h; j++) {
        set(dStart.hidden(), n * h + j, dHidden[j]);
        if (dStart.cell() != null) {
          set(dStart.cell(), n * h + j, dCell[j]);
        }
      }
    }
  }

  /// Where the state before a step is: at a place of the path or in the start.
  private record Before(@Nullable Start start, int row) {
    double hidden(Recurrence r, Path path, int j) {
      return get(start == null ? path.hidden() : start.hidden(), row * r.hidden() + j);
    }

    double memory(Recurrence r, Path path, int j) {
      View from = start == null ? path.memory() : start.cell();
      return get(Objects.requireNonNull(from), row * r.hidden() + j);
    }
  }

  /// One unit of one step backward. Fills `products`, moves `dCell[j]` to the step before, and returns what
  /// goes to the hidden state before besides the products.
  private static double gradient(
      Recurrence r,
      Path path,
      Before before,
      Gradients gradients,
      int at,
      int j,
      double dh,
      double[] dCell,
      double[] products) {
    int h = r.hidden();
    double[] a = new double[r.kind().gates()];
    for (int g = 0; g < a.length; g++) {
      a[g] = get(path.gates(), at * r.width() + g * h + j);
    }
    double[] d = new double[a.length];
    double direct = 0;
    double hidden = get(path.hidden(), at * h + j);
    switch (r.kind()) {
      case TANH -> d[0] = dh * (1 - hidden * hidden);
      case RELU -> d[0] = hidden > 0 ? dh : 0;
      case LSTM -> {
        double t = Math.tanh(get(Objects.requireNonNull(path.memory()), at * h + j));
        double dc = dCell[j] + dh * a[3] * (1 - t * t);
        d[0] = dc * a[2] * a[0] * (1 - a[0]);
        d[1] = dc * before.memory(r, path, j) * a[1] * (1 - a[1]);
        d[2] = dc * a[0] * (1 - a[2] * a[2]);
        d[3] = dh * t * a[3] * (1 - a[3]);
        dCell[j] = dc * a[1];
      }
      case GRU -> {
        double q = get(Objects.requireNonNull(path.memory()), at * h + j);
        d[2] = dh * (1 - a[1]) * (1 - a[2] * a[2]);
        d[0] = d[2] * q * a[0] * (1 - a[0]);
        d[1] = dh * (before.hidden(r, path, j) - a[2]) * a[1] * (1 - a[1]);
        direct = dh * a[1];
        set(Objects.requireNonNull(gradients.dCandidate()), at * h + j, d[2] * a[0]);
      }
    }
    for (int g = 0; g < d.length; g++) {
      set(gradients.dGates(), at * r.width() + g * h + j, d[g]);
      products[g * h + j] = r.kind().slot(g) == g ? d[g] : d[g] * a[0];
    }
    return direct;
  }

  /// Adds `Wᵀ·products`, masked.
  private static void addProducts(
      Recurrence r, Weights weights, int n, double[] products, double[] dHidden) {
    int h = r.hidden();
    double[] sums = new double[h];
    for (int i = 0; i < products.length; i++) {
      for (int k = 0; k < h; k++) {
        sums[k] += products[i] * get(weights.recurrent(), i * h + k);
      }
    }
    View mask = weights.mask();
    Arrays.setAll(
        dHidden, k -> dHidden[k] + (mask == null ? sums[k] : sums[k] * get(mask, n * h + k)));
  }
}
