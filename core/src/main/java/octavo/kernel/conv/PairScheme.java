package octavo.kernel.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How results along one axis are computed two at a time with fewer multiplications (Winograd, "Arithmetic
/// Complexity of Computations", 1980): of a stride, the taps that see the numbers of one remainder are a
/// convolution by themselves, cut into pieces of three taps, which take four multiplications instead of six
/// for two results, and of two, which take three instead of four. All factors are 1 and ½, so that errors
/// hardly grow.
///
/// A product is one of the [Form]s of the input times one of the weights. Products that go to the same
/// results with the same signs are added up before; of such sums there are at most four.
///
/// @param outputs results of a tile: two, or one where nothing is saved
/// @param period numbers of the input from one tile to the next
/// @param forms what is made of the input, one number of each for each tile
/// @param products all products
/// @param sums how many sums there are
/// @param later how many tiles further on products read
/// @param reach the farthest number that a form takes
record PairScheme(
    int outputs,
    int period,
    List<Form> forms,
    List<Product> products,
    int sums,
    int later,
    int reach) {
  private static final ConcurrentMap<Axis, PairScheme> SCHEMES = new ConcurrentHashMap<>();

  /// The sums: of the first result, of the second, of both, and of both with opposite signs. Where there is
  /// one result, there is the first sum.
  private static final int FIRST = 0;

  private static final int SECOND = 1;
  private static final int BOTH = 2;
  private static final int DIFFERENCE = 3;

  /// A number for each tile: `x[first] + sign·x[second]`, counted from the tile's first number.
  ///
  /// @param first which number
  /// @param second another one, behind it
  /// @param sign 1, -1, or 0 where there is no second
  record Form(int first, int second, int sign) {}

  /// A product: the number of form `form` of the tile `later` behind, times `Σ_v weights[v]·w[v]`.
  ///
  /// @param form which form
  /// @param later how many tiles further on
  /// @param weights a factor for each tap
  /// @param sum which sum it goes to
  record Product(int form, int later, float[] weights, int sum) {}

  private record Axis(int kernel, int stride, int dilation) {}

  /// The scheme of an axis. With a dilation, and where each remainder meets at most one tap, there is one
  /// result at a time.
  static PairScheme of(int kernel, int stride, int dilation) {
    Axis axis = new Axis(kernel, stride, dilation);
    PairScheme known = SCHEMES.get(axis);
    return known != null
        ? known
        : SCHEMES.computeIfAbsent(axis, a -> make(a.kernel, a.stride, a.dilation));
  }

  /// Whether results of an axis are computed two at a time.
  static boolean pairs(int kernel, int stride, int dilation) {
    return dilation == 1 && kernel > stride;
  }

  private static PairScheme make(int kernel, int stride, int dilation) {
    boolean pairs = pairs(kernel, stride, dilation);
    Builder builder = new Builder(kernel, pairs ? 2 * stride : stride);
    if (!pairs) {
      for (int v = 0; v < kernel; v++) {
        builder.add(v * dilation, 0, 0, FIRST, 1, v);
      }
      return builder.scheme(1, 1);
    }
    int most = 0;
    for (int r = 0; r < stride; r++) {
      for (int v = r, taps; v < kernel; v += taps * stride) {
        int left = Math.ceilDiv(kernel - v, stride);
        taps = left == 4 ? 2 : Math.min(3, left);
        most = Math.max(most, taps);
        builder.piece(v, taps, stride);
      }
    }
    return builder.scheme(2, most == 2 ? 3 : 4);
  }

  private static final class Builder {
    final List<Form> forms = new ArrayList<>();
    final List<Product> products = new ArrayList<>();
    private final int kernel;
    private final int period;

    Builder(int kernel, int period) {
      this.kernel = kernel;
      this.period = period;
    }

    /// `taps` taps from `v` on, `s` apart, whose numbers `d` are as far apart.
    void piece(int v, int taps, int s) {
      int[] d = {v, v + s, v + 2 * s, v + 3 * s};
      int last = v + (taps - 1) * s;
      if (taps == 1) {
        add(d[0], 0, 0, FIRST, 1, v);
        add(d[1], 0, 0, SECOND, 1, v);
      } else if (taps == 2) {
        add(d[0], d[1], -1, FIRST, 1, v);
        add(d[1], 0, 0, BOTH, 1, v, last);
        add(d[1], d[2], -1, SECOND, -1, last);
      } else {
        add(d[0], d[2], -1, FIRST, 1, v);
        add(d[1], d[2], 1, BOTH, 0.5f, v, v + s, last);
        add(d[1], d[2], -1, DIFFERENCE, -0.5f, v, -(v + s), last);
        add(d[1], d[3], -1, SECOND, -1, last);
      }
    }

    /// A product of `x[a] + sign·x[b]` with `factor` times the sum of some taps; of a negative one the
    /// opposite is added.
    void add(int a, int b, int sign, int sum, float factor, int... taps) {
      float[] weights = new float[kernel];
      for (int tap : taps) {
        weights[Math.abs(tap)] = tap < 0 ? -factor : factor;
      }
      int later = a / period;
      Form form = new Form(a - later * period, sign == 0 ? 0 : b - later * period, sign);
      if (!forms.contains(form)) {
        forms.add(form);
      }
      products.add(new Product(forms.indexOf(form), later, weights, sum));
    }

    PairScheme scheme(int outputs, int sums) {
      int later = products.stream().mapToInt(Product::later).max().orElse(0);
      int reach = forms.stream().mapToInt(f -> Math.max(f.first, f.second)).max().orElse(0);
      return new PairScheme(
          outputs, period, List.copyOf(forms), List.copyOf(products), sums, later, reach);
    }
  }

  /// The products of a sum.
  List<Product> products(int sum) {
    return products.stream().filter(p -> p.sum == sum).toList();
  }

  /// With which sign a sum goes to a result; 0 if it does not.
  int sign(int output, int sum) {
    return switch (sum) {
      case FIRST -> output == 0 ? 1 : 0;
      case SECOND -> output;
      case BOTH -> 1;
      default -> output == 0 ? 1 : -1;
    };
  }

  /// The sum that each result takes once as it is: it begins at the bias.
  int start() {
    return outputs == 1 ? FIRST : BOTH;
  }

  /// Tiles for so many results.
  int tiles(int results) {
    return Math.ceilDiv(results, outputs);
  }

  /// Whether the numbers are the input's as they are.
  boolean isPlain() {
    return period == 1 && forms.size() == 1;
  }
}
