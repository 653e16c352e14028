package octavo.op;

import static octavo.op.OperationCase.of;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.RotaryPositions;
import octavo.random.Rng;
import octavo.tensor.AttentionOptions;
import octavo.tensor.CausalMask;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Attention and what turns its queries and keys.
final class AttentionCases {
  private static final AttentionOptions PLAIN = AttentionOptions.DEFAULT;

  private AttentionCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    places(cases);
    masks(cases);
    packed(cases);
    cases.add(of("rotary halves", x -> RotaryPositions.halves(4).rotate(x[0], 2), s(1, 2, 3, 4)));
    cases.add(
        of("rotary interleaved", x -> RotaryPositions.interleaved(4).rotate(x[0], 0), s(2, 3, 4)));
    return cases;
  }

  private static void attention(
      List<OperationCase> cases, String name, AttentionOptions options, int[]... shapes) {
    cases.add(
        of(
            "scaledDotProductAttention " + name,
            x -> x[0].scaledDotProductAttention(x[1], x[2], options),
            shapes));
  }

  private static void places(List<OperationCase> cases) {
    cases.add(
        of(
            "scaledDotProductAttention",
            x -> x[0].scaledDotProductAttention(x[1], x[2]),
            s(2, 2, 3, 4),
            s(2, 2, 5, 4),
            s(2, 2, 5, 2)));
    int[][] square = {s(1, 2, 4, 3), s(1, 2, 4, 3), s(1, 2, 4, 3)};
    attention(cases, "causal", PLAIN.withCausal(), square);
    AttentionOptions upper = PLAIN.withCausal(CausalMask.UPPER_LEFT);
    AttentionOptions lower = PLAIN.withCausal(CausalMask.LOWER_RIGHT);
    int[][] wide = {s(1, 1, 3, 2), s(1, 1, 5, 2), s(1, 1, 5, 3)};
    int[][] high = {s(1, 1, 5, 2), s(1, 1, 3, 2), s(1, 1, 3, 3)};
    attention(cases, "upper left, more keys", upper, wide);
    attention(cases, "lower right, more keys", lower, wide);
    attention(cases, "upper left, fewer keys", upper, high);
    attention(cases, "lower right, steps that see nothing", lower, high);
    attention(cases, "scale", PLAIN.withScale(-0.7), s(2, 1, 2, 3), s(2, 1, 2, 3), s(2, 1, 2, 1));
    attention(
        cases, "shared keys", PLAIN.withCausal(), s(1, 4, 3, 2), s(1, 2, 3, 2), s(1, 2, 3, 2));
    attention(cases, "one of all", PLAIN, s(1, 1, 1, 1), s(1, 1, 1, 1), s(1, 1, 1, 1));
    attention(cases, "no keys", PLAIN, s(1, 2, 3, 2), s(1, 2, 0, 2), s(1, 2, 0, 2));
    attention(cases, "no steps", PLAIN, s(1, 2, 0, 2), s(1, 2, 3, 2), s(1, 2, 3, 2));
    attention(cases, "several tiles", PLAIN, s(1, 1, 66, 1), s(1, 1, 67, 1), s(1, 1, 67, 1));
  }

  private static void masks(List<OperationCase> cases) {
    int[][] shapes = {s(2, 2, 3, 2), s(2, 2, 4, 2), s(2, 2, 4, 3)};
    Tensor truth =
        Tensors.of(
            new boolean[] {
              true, false, true, true, false, false, false, false, true, true, false, true
            },
            3,
            4);
    attention(cases, "with truth values", PLAIN.withMask(truth), shapes);
    attention(
        cases,
        "with padding",
        PLAIN.withMask(
            Tensors.of(
                new boolean[] {true, true, false, true, false, true, false, true}, 2, 1, 1, 4)),
        shapes);
    cases.add(
        of(
            "scaledDotProductAttention with numbers",
            x -> x[0].scaledDotProductAttention(x[1], x[2], PLAIN.withMask(x[3])),
            shapes[0],
            shapes[1],
            shapes[2],
            s(2, 1, 3, 4)));
    cases.add(
        of(
            "scaledDotProductAttention with a row of numbers, causal",
            x ->
                x[0].scaledDotProductAttention(
                    x[1], x[2], PLAIN.withMask(x[3]).withCausal(CausalMask.UPPER_LEFT)),
            shapes[0],
            shapes[1],
            shapes[2],
            s(4)));
    for (double p : new double[] {0.4, 1}) {
      cases.add(
          of(
              "scaledDotProductAttention dropping " + p,
              x ->
                  x[0].scaledDotProductAttention(
                      x[1], x[2], PLAIN.withDropout(p).withMask(truth), Rng.of(3)),
              shapes));
    }
  }

  private static void packed(List<OperationCase> cases) {
    cases.add(
        of(
            "selfAttention",
            x -> x[0].selfAttention(2, 2, PLAIN.withCausal()).square(),
            s(2, 3, 12)));
    cases.add(
        of(
            "selfAttention with shared keys and numbers",
            x -> x[0].selfAttention(4, 2, PLAIN.withMask(x[1])),
            s(1, 3, 16),
            s(4, 1, 3)));
    cases.add(
        of(
            "selfAttention dropping",
            x -> x[0].selfAttention(1, 1, PLAIN.withDropout(0.3), Rng.of(3)),
            s(2, 4, 6)));
  }
}
