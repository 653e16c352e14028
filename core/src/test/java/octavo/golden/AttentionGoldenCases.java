package octavo.golden;

import static octavo.golden.GoldenCase.of;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.autograd.Differentiable;
import octavo.golden.GoldenCase.Outcome;
import octavo.nn.AttentionMask;
import octavo.nn.Gelu;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.MultiHeadAttention;
import octavo.nn.NormPlace;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.TransformerDecoder;
import octavo.nn.TransformerDecoderLayer;
import octavo.nn.TransformerEncoder;
import octavo.nn.TransformerEncoderLayer;
import octavo.nn.TransformerOptions;
import octavo.random.Rng;
import octavo.tensor.AttentionOptions;
import octavo.tensor.CausalMask;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Scaled dot-product attention, attention with several heads, and the blocks of the Transformer.
final class AttentionGoldenCases {
  /// Products of up to 32 numbers, sums over up to 130 keys, and an exponential of scores of size 8.
  private static final int TERMS = 1000;

  /// Up to three attentions and a dozen linear maps and norms one behind the other.
  private static final int LAYER_TERMS = 4000;

  private static final AttentionOptions PLAIN = AttentionOptions.DEFAULT;

  private AttentionGoldenCases() {}

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    products(cases);
    masks(cases);
    heads(cases);
    encoders(cases);
    decoders(cases);
    return cases;
  }

  private static void attention(List<GoldenCase> cases, String name, AttentionOptions options) {
    cases.add(of(name, TERMS, x -> x[0].scaledDotProductAttention(x[1], x[2], options)));
  }

  private static void products(List<GoldenCase> cases) {
    AttentionOptions causal = PLAIN.withCausal(CausalMask.UPPER_LEFT);
    for (int i = 0; i < 7; i++) {
      attention(cases, "attention" + i, PLAIN);
      attention(cases, "attentionCausal" + i, causal);
      attention(cases, "attentionScale" + i, PLAIN.withScale(-0.4));
    }
    for (int i = 0; i < 5; i++) {
      attention(cases, "attentionShared" + i, PLAIN.withCausal());
    }
  }

  private static void masks(List<GoldenCase> cases) {
    for (int i = 0; i < 6; i++) {
      for (String kind : new String[] {"Truth", "Numbers"}) {
        cases.add(
            of(
                "attention" + kind + i,
                TERMS,
                x -> x[0].scaledDotProductAttention(x[1], x[2], PLAIN.withMask(x[3]))));
      }
    }
    attention(cases, "attentionLowerRight", PLAIN.withCausal(CausalMask.LOWER_RIGHT));
    boolean[] seen = new boolean[35];
    Arrays.fill(seen, true);
    Arrays.fill(seen, 14, 21, false);
    attention(cases, "attentionUnseen", PLAIN.withMask(Tensors.of(seen, 5, 7)));
  }

  /// How a layer is called with the inputs of a case.
  private interface Call<L extends Layer> {
    Tensor forward(L layer, Tensor[] x, Mode mode);
  }

  /// A layer whose parameters stand behind its `inputs` inputs.
  @SuppressWarnings("unchecked") // the same network in another precision
  private static <L extends Layer> void layer(
      List<GoldenCase> cases, String name, int inputs, L layer, Call<L> call) {
    cases.add(
        new GoldenCase(
            name,
            LAYER_TERMS,
            x -> {
              L typed = (L) Precision.of(x[0].dtype(), layer);
              Differentiable[] variables = Arrays.copyOf(x, x.length, Differentiable[].class);
              int i = inputs;
              for (Parameter parameter : typed.parameters().values()) {
                parameter.set(x[i]);
                variables[i++] = parameter;
              }
              Mode mode = Mode.inference().withGradients(true);
              return new Outcome(new Tensor[] {call.forward(typed, x, mode)}, variables);
            }));
  }

  private static void heads(List<GoldenCase> cases) {
    int[][] sizes = {{2, 8, 2}, {1, 4, 4}, {3, 6, 3}, {1, 9, 1}, {0, 4, 2}, {2, 8, 4}};
    AttentionMask none = AttentionMask.NONE;
    for (int i = 0; i < sizes.length; i++) {
      MultiHeadAttention layer = MultiHeadAttention.of(sizes[i][1], sizes[i][2]).create(Rng.of(1));
      layer(cases, "heads" + i, 1, layer, (l, x, mode) -> l.forward(x[0], mode));
      layer(
          cases,
          "headsCausal" + i,
          1,
          layer,
          (l, x, mode) -> l.forward(x[0], AttentionMask.CAUSAL, mode));
      layer(
          cases,
          "headsAcross" + i,
          2,
          layer,
          (l, x, mode) -> l.forward(x[0], x[1], x[1], none, mode));
      if (sizes[i][0] > 0) {
        layer(
            cases,
            "headsPadded" + i,
            3,
            layer,
            (l, x, mode) -> l.forward(x[0], x[1], x[1], none.withPadding(x[2]), mode));
      }
    }
    layer(
        cases,
        "headsWithoutBias",
        1,
        MultiHeadAttention.of(8, 2).withoutBias().create(Rng.of(1)),
        (l, x, mode) -> l.forward(x[0], x[0], x[0], none, mode));
  }

  private static TransformerOptions options(TransformerOptions first, int i, NormPlace place) {
    int[] hidden = {16, 3, 12, 5, 8, 6};
    return first
        .withHidden(hidden[i])
        .withActivation(i % 2 == 1 ? new Gelu() : new Relu())
        .withDropout(0)
        .withEpsilon(1e-3)
        .withNormPlace(place);
  }

  private static final int[] FEATURES = {8, 4, 6, 8, 4, 4};
  private static final int[] HEADS = {2, 1, 3, 4, 2, 2};

  private static void encoders(List<GoldenCase> cases) {
    Rng rng = Rng.of(1);
    for (int i = 0; i < FEATURES.length; i++) {
      for (NormPlace place : NormPlace.values()) {
        TransformerOptions first = TransformerEncoderLayer.of(FEATURES[i], HEADS[i]);
        TransformerEncoderLayer layer =
            TransformerEncoderLayer.create(options(first, i, place), rng);
        String name = "encoder" + (place == NormPlace.BEFORE ? "Before" : "After");
        layer(cases, name + i, 1, layer, (l, x, mode) -> l.forward(x[0], mode));
        layer(
            cases,
            name + "Causal" + i,
            1,
            layer,
            (l, x, mode) -> l.forward(x[0], AttentionMask.CAUSAL, mode));
      }
    }
    TransformerOptions first = TransformerEncoderLayer.of(8, 2).withHidden(16);
    layer(
        cases,
        "encoderStack",
        1,
        TransformerEncoder.create(first.withNormPlace(NormPlace.BEFORE), 2, rng),
        (l, x, mode) -> l.forward(x[0], mode));
  }

  private static void decoders(List<GoldenCase> cases) {
    Rng rng = Rng.of(1);
    AttentionMask none = AttentionMask.NONE;
    for (int i = 0; i < FEATURES.length; i++) {
      for (NormPlace place : NormPlace.values()) {
        TransformerOptions first = TransformerDecoderLayer.of(FEATURES[i], HEADS[i]);
        layer(
            cases,
            "decoder" + (place == NormPlace.BEFORE ? "Before" : "After") + i,
            2,
            TransformerDecoderLayer.create(options(first, i, place), rng),
            (l, x, mode) -> l.forward(x[0], x[1], AttentionMask.CAUSAL, none, mode));
      }
    }
    TransformerOptions first = TransformerDecoderLayer.of(8, 2).withHidden(16);
    layer(
        cases,
        "decoderStack",
        2,
        TransformerDecoder.create(first.withActivation(new Gelu()), 2, rng),
        (l, x, mode) -> l.forward(x[0], x[1], none, none, mode));
  }
}
