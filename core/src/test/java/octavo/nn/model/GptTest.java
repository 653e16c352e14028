package octavo.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.inference.InferenceModel;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.PRelu;
import octavo.nn.Relu;
import octavo.nn.RotaryPositions;
import octavo.nn.SquaredRelu;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.nn.loss.PerStep;
import octavo.nn.model.GptOptions.Positions;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.GluKind;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GptTest {
  private static final Loss LOSS = new PerStep(CrossEntropy.mean());

  private final Rng rng = Rng.of(1);
  private final GptOptions small = Gpt.of(7, 6).withWidth(16).withHeads(4).withBlocks(2);

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).hasMessage(message);
  }

  private GptOptions[] kinds() {
    return new GptOptions[] {
      small,
      small.withPositions(Positions.SINUSOIDAL).withActivation(new SquaredRelu()),
      small.withPositions(Positions.ROTARY_INTERLEAVED).withGate(GluKind.SWIGLU),
      small.withPositions(Positions.ROTARY_HALVES).withKeyHeads(2).withDropout(0.1),
      small.withKeyHeads(1).withHidden(9).withDropout(0.1)
    };
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    Linear qkv = Linear.of(32, 100).create(rng);
    Linear out = Linear.of(32, 32).create(rng);
    refused(
        () -> new CausalSelfAttention(qkv, out, 4, 4, 0, RotaryPositions.halves(8)),
        "CausalSelfAttention: the queries, keys and values must share the numbers out evenly, but there are 100 numbers for 12 of them.");
    refused(
        () -> new CausalSelfAttention(qkv, out, 4, 3, 0, null),
        "CausalSelfAttention: the heads must be a multiple of those of the keys, but are 4 and 3.");
    Linear even = Linear.of(32, 96).create(rng);
    refused(
        () -> new CausalSelfAttention(even, out, 4, 4, 0, RotaryPositions.halves(4)),
        "CausalSelfAttention: the positions must turn the 8 numbers of a head, but turn 4.");
    refused(
        () -> small.withActivation(PRelu.create()).create(rng),
        "Gpt: blocks have weights of their own, but the 2 blocks would share those of one activation ([weight]). Take one without parameters.");
    refused(
        () -> LOSS.of(RandomTensors.normal(rng, 3, 2, 7), Tensors.of(new long[6], 2, 3)),
        "PerStep: prediction and target must have the same batch and steps, but are [3, 2, 7] and [2, 3].");
  }

  @Test
  void aLaterTokenChangesNoEarlierLogits() {
    for (GptOptions options : kinds()) {
      Gpt gpt = options.create(rng);
      Tensor tokens = RandomTensors.integers(rng, 0, 7, 2, 6);
      Tensor logits = gpt.forward(tokens);
      assertThat(logits.shape().toArray()).containsExactly(2, 6, 7);
      for (int from = 1; from < 6; from++) {
        Tensor rest = tokens.narrow(1, from, 6 - from).add(1).remainder(7);
        Tensor other = gpt.forward(Tensors.concat(1, tokens.narrow(1, 0, from), rest));
        assertThat(other.narrow(1, 0, from)).isEqualTo(logits.narrow(1, 0, from));
        assertThat(other.narrow(1, from, 1)).isNotEqualTo(logits.narrow(1, from, 1));
      }
    }
  }

  @Test
  void everyKindLearnsTheNextToken() {
    Tensor tokens = Tensors.of(new long[] {0, 3, 1, 6, 2, 5, 4, 0, 3, 1, 6, 2}, 2, 6);
    Tensor targets = Tensors.of(new long[] {3, 1, 6, 2, 5, 4, 0, 3, 1, 6, 2, 5}, 2, 6);
    for (GptOptions options : kinds()) {
      Gpt gpt = options.create(rng);
      // nothing is known at first: ln 7
      assertThat(LOSS.of(gpt.forward(tokens), targets).item())
          .isCloseTo(Math.log(7), Offset.offset(0.1));
      Optimizer adam = Optimizers.adam(1e-2).create(gpt.parameters());
      Mode mode = Mode.training(rng.split("train"));
      for (int step = 0; step < 60; step++) {
        adam.step(LOSS.of(gpt.forward(tokens, mode), targets).gradients());
      }
      assertThat(LOSS.of(gpt.forward(tokens), targets).item()).as("%s", options).isLessThan(0.2);
      long[] next = gpt.generate(new long[] {0, 3}, 9, Sampling.GREEDY, rng);
      assertThat(Arrays.copyOf(next, 5)).containsExactly(1, 6, 2, 5, 4);
    }
  }

  @Test
  void everyParameterHasAGradientAndANameOfItsOwn() {
    Gpt gpt = small.withPositions(Positions.LEARNED).create(rng);
    assertThat(gpt.parameters())
        .containsKeys(
            "tokens.weight",
            "positions.weight",
            "blocks.1.attention.qkv.weight",
            "blocks.0.feed_forward.up.bias",
            "norm.weight",
            "head.weight");
    Tensor tokens = RandomTensors.integers(rng, 0, 7, 2, 6);
    var gradients = LOSS.of(gpt.forward(tokens, Mode.training(rng)), tokens).gradients();
    gpt.parameters()
        .forEach((name, p) -> assertThat(gradients.of(p).any().item()).as(name).isOne());
    long weights = 7 * 16 + 6 * 16 + 2 * (16 * 48 + 48 + 16 * 16 + 16) + 2 * 2 * 16 * 64L;
    long rest = 2 * (64 + 16 + 4 * 16) + 2 * 16 + 16 * 7 + 7;
    assertThat(gpt.parameterCount()).isEqualTo(weights + rest);
  }

  @Test
  void theInferenceModelAnswersAsTheNetwork() {
    for (GptOptions options : kinds()) {
      Gpt gpt = options.create(rng);
      Tensor tokens = RandomTensors.integers(rng, 0, 7, 2, 6);
      Tensor y = InferenceModel.of(gpt).forward(tokens);
      assertThat(y.allClose(gpt.forward(tokens), 0, 1e-6)).isTrue();
    }
  }

  private static void readsAs(Gpt gpt, GptReader reader, long[] seen) {
    Tensor all = gpt.forward(Tensors.of(seen, 1, seen.length));
    Tensor last = all.narrow(1, seen.length - 1, 1).flatten();
    assertThat(reader.logits(seen).allClose(last, 0, 1e-5 * last.abs().max().item())).isTrue();
  }

  /// What is kept of earlier tokens changes no more than the last digits, within the context and beyond it.
  @Test
  void aTextIsReadTokenByToken() {
    long[] text = {0, 3, 1, 6, 2, 5, 4, 0, 3};
    List<Gpt> gpts = new ArrayList<>();
    for (GptOptions options : kinds()) {
      gpts.add(options.create(rng));
    }
    Gpt plain = gpts.getFirst(); // with positions that nothing is known of
    gpts.add(
        new Gpt(
            plain.tokens(),
            new Relu(),
            plain.dropout(),
            plain.blocks(),
            plain.norm(),
            plain.head(),
            6));
    for (Gpt gpt : gpts) {
      GptReader reader = new GptReader(gpt);
      for (int n = 1; n <= text.length; n++) {
        readsAs(gpt, reader, Arrays.copyOfRange(text, Math.max(0, n - 6), n));
      }
      GptReader other = new GptReader(gpt);
      readsAs(gpt, other, new long[] {5, 2, 2, 1});
      readsAs(gpt, other, new long[] {5, 2, 2, 1, 0});
      readsAs(gpt, other, new long[] {6, 2, 2, 1, 0, 3}); // not what was read so far
      readsAs(gpt, other, new long[] {6, 2});
    }
  }

  @Test
  void theSameSeedWritesTheSame() {
    Gpt gpt = small.create(rng);
    long[] prompt = {1, 2, 3};
    long[] first = gpt.generate(prompt, 20, Sampling.DEFAULT, Rng.of(5));
    assertThat(gpt.generate(prompt, 20, Sampling.DEFAULT, Rng.of(5))).isEqualTo(first);
    assertThat(gpt.generate(prompt, 20, Sampling.DEFAULT, Rng.of(6))).isNotEqualTo(first);
    assertThat(gpt.generate(prompt, 0, Sampling.DEFAULT, rng)).isEmpty();
  }

  @Test
  void samplingIsAsTheLogitsSay() {
    Tensor logits = Tensor.of(0, (float) Math.log(2), (float) Math.log(5), -50);
    int[] counts = new int[4];
    for (int i = 0; i < 8000; i++) {
      counts[Sampling.DEFAULT.draw(logits, rng)]++;
    }
    // deviations of at most 43
    assertThat(counts[0]).isBetween(830, 1170);
    assertThat(counts[1]).isBetween(1830, 2170);
    assertThat(counts[2]).isBetween(4830, 5170);
    assertThat(counts[3]).isZero();
    for (int i = 0; i < 100; i++) {
      assertThat(Sampling.DEFAULT.withTopK(2).draw(logits, rng)).isIn(1, 2);
      assertThat(Sampling.GREEDY.draw(logits, rng)).isEqualTo(2);
      assertThat(Sampling.DEFAULT.withTemperature(0.01).draw(logits, rng)).isEqualTo(2);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Gpt gpt = small.create(rng);
    refused(
        () -> gpt.forward(Tensor.zeros(1, 3)),
        "Gpt: tokens must be int64 [batch, steps] with at most 6 steps, but are float32 of shape [1, 3].");
    refused(
        () -> gpt.forward(Tensors.of(new long[7], 1, 7)),
        "Gpt: tokens must be int64 [batch, steps] with at most 6 steps, but are int64 of shape [1, 7].");
    refused(
        () -> gpt.generate(new long[0], 3, Sampling.DEFAULT, rng),
        "Gpt: a prompt of at least one token and a count that is not negative are needed, but there are 0 tokens and the count is 3.");
    refused(
        () -> small.withHeads(3),
        "Gpt: the heads must divide the width and the heads of the keys the heads, but width is 16, heads 3 and keyHeads 3.");
    refused(
        () -> small.withBlocks(-1),
        "Gpt: sizes must be positive, but the vocabulary is 7, the context 6, the blocks -1 and the hidden size 64.");
    refused(
        () -> small.withHeads(16).withPositions(Positions.ROTARY_HALVES),
        "Gpt: ROTARY_HALVES positions take an even number of features, but width is 16 and heads 16.");
    refused(
        () -> small.withDropout(2), "Gpt: the probability to drop must be in [0, 1], but is 2.0.");
    refused(
        () -> Sampling.DEFAULT.withTemperature(0),
        "Sampling: the temperature must be positive and finite, but is 0.0. For the likeliest token take a topK of 1.");
    refused(() -> Sampling.DEFAULT.withTopK(0), "Sampling: topK must be at least 1, but is 0.");
    refused(
        () -> Sampling.DEFAULT.draw(Tensor.of(1, Float.NaN), rng),
        "Sampling: logits must be a vector of numbers, but are [2] and hold NaN.");
    refused(
        () -> LOSS.of(Tensor.ones(3), Tensor.ones(3)),
        "PerStep: the prediction must be [batch, steps, …], but is [3].");
  }
}
