package octavo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import octavo.inference.InferenceModel;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.CausalMask;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Names, masks, places and errors of attention layers and the Transformer's blocks; their numbers are
/// checked against PyTorch's.
class TransformerLayersTest {
  private final Rng rng = Rng.of(1);
  private final MultiHeadAttention attention = MultiHeadAttention.of(8, 2).create(rng);

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).hasMessage(message);
  }

  private Tensor normal(int... shape) {
    return RandomTensors.normal(rng, shape);
  }

  @Test
  void namesAreThoseOfPyTorch() {
    assertThat(attention.parameters().keySet())
        .containsExactly("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
    assertThat(MultiHeadAttention.of(8, 2).withoutBias().create(rng).parameters().keySet())
        .containsExactly("in_proj_weight", "out_proj.weight");
    TransformerOptions options = TransformerEncoderLayer.of(8, 2).withHidden(4).withoutBias();
    assertThat(TransformerEncoderLayer.create(options, rng).parameters().keySet())
        .containsExactly(
            "self_attn.in_proj_weight",
            "self_attn.out_proj.weight",
            "linear1.weight",
            "linear2.weight",
            "norm1.weight",
            "norm2.weight");
    assertThat(TransformerEncoder.create(options, 2, rng).parameters())
        .containsKeys("layers.1.self_attn.in_proj_weight")
        .doesNotContainKey("norm.weight");
    TransformerOptions before = TransformerDecoderLayer.of(8, 2).withNormPlace(NormPlace.BEFORE);
    assertThat(TransformerDecoder.create(before, 1, rng).parameters())
        .containsKeys("layers.0.multihead_attn.in_proj_bias", "layers.0.norm3.bias", "norm.weight");
  }

  /// A mask of three axes could be one a sequence or one a head.
  @Test
  void aMaskSaysWhoseItIs() {
    refused(
        () -> AttentionMask.NONE.withMask(normal(2, 5, 5)),
        "AttentionMask: a mask must be [steps, keys] or [batch, heads, steps, keys], but is [2, 5, 5]. Say mask.unsqueeze(1) for one a sequence, mask.unsqueeze(0) for one a head.");
  }

  @Test
  void blocksDoNotShareParameters() {
    TransformerOptions options = TransformerEncoderLayer.of(8, 2).withActivation(PRelu.create());
    String message =
        ": blocks have weights of their own, but the 2 blocks would share those of one activation ([weight]). Make the blocks one by one, each with an activation of its own.";
    refused(() -> TransformerEncoder.create(options, 2, rng), "TransformerEncoder" + message);
    refused(() -> TransformerDecoder.create(options, 2, rng), "TransformerDecoder" + message);
    assertThat(TransformerEncoder.create(options, 1, rng).parameters())
        .containsKey("layers.0.activation.weight");
  }

  /// Whole numbers are turned as the floating numbers that they are.
  @Test
  void placesOfWholeNumbers() {
    Tensor x = RandomTensors.integers(rng, -9, 9, 1, 3, 4);
    Tensor real = x.to(DType.FLOAT32);
    RotaryPositions rotary = RotaryPositions.halves(4);
    assertThat(rotary.rotate(x, 0)).isEqualTo(rotary.rotate(real, 0));
    SinusoidalPositions waves = new SinusoidalPositions(4, 10_000);
    assertThat(waves.forward(x)).isEqualTo(waves.forward(real));
  }

  @Test
  void attentionAcrossIsAttentionToItself() {
    Tensor x = normal(2, 5, 8);
    Tensor across = attention.forward(x, x, x, AttentionMask.CAUSAL, Mode.inference());
    Tensor itself = attention.forward(x, AttentionMask.CAUSAL, Mode.inference());
    assertThat(across.allClose(itself, 0, 1e-6)).isTrue();
  }

  @Test
  void paddingIsNotSeen() {
    Tensor x = normal(2, 4, 8);
    Tensor padding =
        Tensors.of(new boolean[] {false, false, false, true, false, false, true, true}, 2, 4);
    AttentionMask mask = AttentionMask.NONE.withPadding(padding);
    Tensor y = attention.forward(x, mask, Mode.inference());
    Tensor noise = normal(2, 4, 8).multiply(padding.to(DType.FLOAT32).unsqueeze(2));
    Tensor z = attention.forward(x.add(noise), mask, Mode.inference());
    assertThat(z.narrow(1, 0, 2)).isEqualTo(y.narrow(1, 0, 2));
    // with a mask of numbers or of truth values besides
    Tensor seen = padding.logicalNot().reshape(2, 1, 1, 4);
    for (Tensor other : new Tensor[] {Tensor.zeros(4, 4), Tensor.ones(4, 4).to(DType.BOOL)}) {
      assertThat(attention.forward(x, mask.withMask(other), Mode.inference())).isEqualTo(y);
    }
    assertThat(attention.forward(x, AttentionMask.NONE.withMask(seen), Mode.inference()))
        .isEqualTo(y);
  }

  @Test
  void theFutureIsNotSeen() {
    TransformerOptions options = TransformerEncoderLayer.of(8, 2).withHidden(16);
    for (NormPlace place : NormPlace.values()) {
      TransformerEncoder stack = TransformerEncoder.create(options.withNormPlace(place), 2, rng);
      Tensor x = normal(1, 6, 8);
      Tensor y = stack.forward(x, AttentionMask.CAUSAL, Mode.inference());
      Tensor other = Tensors.concat(1, x.narrow(1, 0, 4), normal(1, 2, 8));
      Tensor z = stack.forward(other, AttentionMask.CAUSAL, Mode.inference());
      assertThat(z.narrow(1, 0, 4)).isEqualTo(y.narrow(1, 0, 4));
      assertThat(z.narrow(1, 4, 1)).isNotEqualTo(y.narrow(1, 4, 1));
    }
  }

  @Test
  void keysOfEarlierStepsGoOn() {
    Tensor x = normal(1, 6, 8);
    Tensor whole = attention.forward(x, AttentionMask.CAUSAL, Mode.inference());
    AttentionMask last = AttentionMask.NONE.withCausal(CausalMask.LOWER_RIGHT);
    Tensor end = attention.forward(x.narrow(1, 4, 2), x, x, last, Mode.inference());
    assertThat(end.allClose(whole.narrow(1, 4, 2), 0, 1e-6)).isTrue();
  }

  @Test
  void dropoutIsOnInTrainingOnly() {
    TransformerEncoderLayer layer =
        TransformerEncoderLayer.create(TransformerEncoderLayer.of(8, 2).withDropout(0.5), rng);
    Tensor x = normal(2, 3, 8);
    assertThat(layer.forward(x)).isEqualTo(layer.forward(x));
    Mode training = Mode.training(Rng.of(3));
    assertThat(layer.forward(x, training)).isNotEqualTo(layer.forward(x, training));
    assertThat(layer.forward(x, Mode.training(Rng.of(4))).stopGradient())
        .isEqualTo(layer.forward(x, Mode.training(Rng.of(4))).stopGradient());
    MultiHeadAttention drops = MultiHeadAttention.of(8, 2).withDropout(0.5).create(rng);
    assertThat(drops.forward(x, training)).isNotEqualTo(drops.forward(x, training));
    assertThat(drops.forward(x, x, x, AttentionMask.NONE, training))
        .isNotEqualTo(drops.forward(x, x, x, AttentionMask.NONE, training));
  }

  @Test
  void productsOfTurnedQueriesAndKeysDependOnTheirDistance() {
    Tensor q = normal(1, 8).to(DType.FLOAT64);
    Tensor k = normal(1, 8).to(DType.FLOAT64);
    for (RotaryPositions rotary :
        new RotaryPositions[] {
          RotaryPositions.interleaved(8), RotaryPositions.halves(8).withBase(50)
        }) {
      for (int distance : new int[] {-3, 0, 5}) {
        double first = product(rotary, q, k, 4, 4 + distance);
        assertThat(product(rotary, q, k, 104, 104 + distance))
            .isCloseTo(first, Offset.offset(1e-9));
        assertThat(product(rotary, q, k, 4, 5 + distance)).isNotCloseTo(first, Offset.offset(1e-3));
      }
      assertThat(rotary.forward(q)).isEqualTo(q); // place 0
      double size = rotary.rotate(q, 77).square().sum().item();
      assertThat(size).isCloseTo(q.square().sum().item(), Offset.offset(1e-9));
    }
  }

  private static double product(RotaryPositions rotary, Tensor q, Tensor k, int at, int to) {
    return rotary.rotate(q, at).multiply(rotary.rotate(k, to)).sum().item();
  }

  @Test
  void bothPairingsTurnTheirPairs() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4);
    double c = Math.cos(1);
    double s = Math.sin(1);
    double c2 = Math.cos(0.01);
    double s2 = Math.sin(0.01);
    float[] neighbors = {
      (float) (c - 2 * s), (float) (2 * c + s), (float) (3 * c2 - 4 * s2), (float) (4 * c2 + 3 * s2)
    };
    float[] halves = {
      (float) (c - 3 * s), (float) (2 * c2 - 4 * s2), (float) (3 * c + s), (float) (4 * c2 + 2 * s2)
    };
    assertThat(RotaryPositions.interleaved(4).rotate(x, 1).toFloatArray())
        .containsExactly(neighbors, Offset.offset(1e-6f));
    assertThat(RotaryPositions.halves(4).rotate(x, 1).toFloatArray())
        .containsExactly(halves, Offset.offset(1e-6f));
  }

  @Test
  void positionsAreAdded() {
    SinusoidalPositions waves = new SinusoidalPositions(4);
    float[] second = {
      (float) Math.sin(1), (float) Math.cos(1), (float) Math.sin(0.01), (float) Math.cos(0.01)
    };
    Tensor y = waves.forward(Tensor.zeros(2, 3, 4));
    assertThat(y.narrow(0, 1, 1).narrow(1, 0, 1).toFloatArray()).containsExactly(0, 1, 0, 1);
    assertThat(y.narrow(0, 1, 1).narrow(1, 1, 1).toFloatArray()).containsExactly(second);
    LearnedPositions learned = LearnedPositions.create(5, 4, 0.02, rng);
    assertThat(learned.forward(Tensor.zeros(2, 3, 4)).narrow(0, 0, 1).squeeze(0))
        .isEqualTo(learned.weight().tensor().narrow(0, 0, 3));
    assertThat(learned.from(2, Tensor.zeros(1, 3, 4), Mode.inference()).squeeze(0))
        .isEqualTo(learned.weight().tensor().narrow(0, 2, 3));
    assertThat(waves.from(1, Tensor.zeros(1, 2, 4)).squeeze(0))
        .isEqualTo(waves.table(3).narrow(0, 1, 2).to(DType.FLOAT32));
  }

  @Test
  void theInferenceModelAnswersAsTheStack() {
    TransformerOptions options =
        TransformerEncoderLayer.of(8, 2).withHidden(16).withActivation(new Gelu());
    TransformerEncoder stack = TransformerEncoder.create(options, 2, rng);
    Tensor x = normal(2, 5, 8);
    Tensor y = InferenceModel.of(stack).forward(x);
    assertThat(y.allClose(stack.forward(x), 0, 1e-6)).isTrue();
  }

  @Test
  void aResidualIsAShortcut() {
    Tensor x = normal(2, 3);
    assertThat(new Residual(new Relu()).forward(x)).isEqualTo(x.add(x.relu()));
    refused(
        () -> new Residual(Linear.of(3, 2).create(rng)).forward(x),
        "Residual: the body must keep the shape of its input, but the input is [2, 3] and its result [2, 2].");
  }

  @Test
  void refusesWhatDoesNotFit() {
    Tensor x = normal(2, 3, 8);
    Mode mode = Mode.inference();
    refused(
        () -> MultiHeadAttention.of(8, 3),
        "MultiHeadAttention: the features must be a multiple of the heads, but features is 8 and heads is 3.");
    refused(
        () ->
            new MultiHeadAttention(
                Parameter.of(Tensor.ones(3, 3)), null, Linear.of(3, 3).create(rng), 1, 0),
        "MultiHeadAttention: the weight must be [3·features, features], but is [3, 3].");
    refused(
        () -> attention.forward(normal(2, 8)),
        "MultiHeadAttention: input must be [batch, steps, 8], but is [2, 8].");
    refused(
        () -> attention.forward(x, normal(1, 3, 8), x, AttentionMask.NONE, mode),
        "MultiHeadAttention: keys and values must be of one shape and of as many sequences as the queries, but queries are [2, 3, 8], keys [1, 3, 8] and values [2, 3, 8].");
    AttentionMask padded = AttentionMask.NONE.withPadding(Tensors.zeros(DType.BOOL, 2, 4));
    refused(
        () -> attention.forward(x, padded, mode),
        "MultiHeadAttention: padding must be [batch, keys], but is [2, 4] for 2 sequences of 3 keys.");
    refused(
        () -> AttentionMask.NONE.withPadding(Tensor.ones(2, 3)),
        "AttentionMask: padding must be truth values [batch, keys], but is float32 of shape [2, 3].");
    TransformerOptions options = TransformerDecoderLayer.of(8, 2);
    refused(
        () -> options.withHidden(0),
        "TransformerDecoderLayer: the hidden size must be positive, but is 0.");
    refused(
        () -> options.withEpsilon(-1),
        "TransformerDecoderLayer: epsilon must not be negative, but is -1.0.");
    refused(
        () -> TransformerEncoderLayer.of(6, 4),
        "TransformerEncoderLayer: the features must be a multiple of the heads, but features is 6 and heads is 4.");
    refused(
        () -> TransformerDecoderLayer.create(options, rng).forward(x),
        "TransformerDecoderLayer: a decoder attends to the result of an encoder, but is given none. Call forward(x, memory, mask, memoryMask, mode), or take an encoder with a causal mask.");
    refused(
        () -> TransformerDecoder.create(options, -1, rng),
        "TransformerDecoder: the number of blocks must not be negative, but is -1.");
  }

  @Test
  void refusesPositionsThatDoNotFit() {
    Tensor x = normal(2, 3, 8);
    refused(
        () -> RotaryPositions.halves(3),
        "RotaryPositions: the features must be an even number, but are 3.");
    refused(
        () -> RotaryPositions.halves(4).withBase(1),
        "RotaryPositions: the base must be finite and above 1, but is 1.0.");
    refused(
        () -> RotaryPositions.halves(4).forward(x),
        "RotaryPositions: the input must be […, steps, 4], but is [2, 3, 8].");
    refused(
        () -> new SinusoidalPositions(5),
        "SinusoidalPositions: the features must be an even number, but are 5.");
    refused(
        () -> new SinusoidalPositions(4).forward(x),
        "SinusoidalPositions: the input must be [batch, steps, 4], but is [2, 3, 8].");
    refused(
        () -> LearnedPositions.create(2, 8, 1, rng).forward(x),
        "LearnedPositions: the input must be [batch, steps, 8] with at most 2 steps, but is [2, 3, 8].");
    refused(
        () -> LearnedPositions.create(4, 8, 1, rng).from(2, x, Mode.inference()),
        "LearnedPositions: the first of 3 steps must stand at place 0 to 1, but stands at 2.");
    refused(
        () -> new SinusoidalPositions(8).from(-1, x),
        "SinusoidalPositions: the first step must stand at place 0 or later, but stands at -1.");
  }
}
