package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.autograd.Derivatives;
import octavo.random.Rng;
import octavo.storage.DType;
import org.junit.jupiter.api.Test;

/// Attention against its definition, and what must hold of it.
class AttentionTest {
  private static final AttentionOptions PLAIN = AttentionOptions.DEFAULT;

  private static Tensor normal(String name, int... shape) {
    return RandomTensors.normal(Rng.of(5).split(name), shape);
  }

  /// `softmax(q·kᵀ/√features + added)·v` in tensor methods, in double.
  private static Tensor definition(Tensor q, Tensor k, Tensor v, Tensor added) {
    Tensor scores =
        q.to(DType.FLOAT64)
            .matmul(k.to(DType.FLOAT64).transpose())
            .multiply(1 / Math.sqrt(q.size(3)))
            .add(added.to(DType.FLOAT64));
    return scores.softmax(3).matmul(v.to(DType.FLOAT64));
  }

  @Test
  void isItsDefinition() {
    for (int[] s : new int[][] {{1, 1, 1, 1}, {2, 3, 5, 7}, {1, 2, 130, 90}, {3, 1, 64, 64}}) {
      for (int features : new int[] {1, 8, 32, 40}) {
        Tensor q = normal("q", s[0], s[1], s[2], features);
        Tensor k = normal("k", s[0], s[1], s[3], features);
        Tensor v = normal("v", s[0], s[1], s[3], features + 1);
        Tensor added = normal("m", s[2], s[3]);
        Tensor y = q.scaledDotProductAttention(k, v, PLAIN.withMask(added));
        assertThat(y.to(DType.FLOAT64).allClose(definition(q, k, v, added), 0, 5e-6)).isTrue();
      }
    }
  }

  @Test
  void aLaterKeyChangesNoEarlierStep() {
    Tensor q = normal("q", 1, 2, 100, 16);
    Tensor k = normal("k", 1, 2, 100, 16);
    Tensor v = normal("v", 1, 2, 100, 16);
    Tensor y = q.scaledDotProductAttention(k, v, PLAIN.withCausal());
    for (int from : new int[] {1, 37, 64, 99}) {
      Tensor k2 = Tensors.concat(2, k.narrow(2, 0, from), normal("n", 1, 2, 100 - from, 16));
      Tensor v2 = Tensors.concat(2, v.narrow(2, 0, from), normal("o", 1, 2, 100 - from, 16));
      Tensor changed = q.scaledDotProductAttention(k2, v2, PLAIN.withCausal());
      assertThat(changed.narrow(2, 0, from)).isEqualTo(y.narrow(2, 0, from));
      assertThat(changed.narrow(2, from, 1)).isNotEqualTo(y.narrow(2, from, 1));
    }
  }

  @Test
  void bothCausalMasksAreTheMatricesThatTheyStandFor() {
    Tensor q = normal("q", 2, 1, 3, 4);
    Tensor k = normal("k", 2, 1, 5, 4);
    for (CausalMask causal : new CausalMask[] {CausalMask.UPPER_LEFT, CausalMask.LOWER_RIGHT}) {
      int ahead = causal == CausalMask.UPPER_LEFT ? 0 : 2;
      Tensor seen = Tensors.arange(5).lessEqual(Tensors.arange(3).unsqueeze(1).add(ahead));
      Tensor byPlace = q.scaledDotProductAttention(k, k, PLAIN.withCausal(causal));
      Tensor byTruth = q.scaledDotProductAttention(k, k, PLAIN.withMask(seen));
      assertThat(byPlace.allClose(byTruth, 0, 1e-6)).isTrue();
    }
  }

  @Test
  void aStepThatSeesNothingIsZeroAndPassesNoGradient() {
    Tensor seen = Tensors.of(new boolean[] {true, true, false, false}, 2, 2);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor q = normal("q", 1, 1, 2, 4).to(dtype).tracked();
      Tensor k = normal("k", 1, 1, 2, 4).to(dtype);
      Tensor y = q.scaledDotProductAttention(k, k, PLAIN.withMask(seen));
      assertThat(y.narrow(2, 1, 1).any().item()).isZero();
      Tensor dq = Derivatives.gradients(y, y.onesLike(), /* record= */ false, q)[0];
      assertThat(dq.narrow(2, 1, 1).any().item()).isZero();
      assertThat(dq.narrow(2, 0, 1).any().item()).isOne();
    }
  }

  @Test
  void sharedKeysAreKeysThatAreRepeated() {
    Tensor q = normal("q", 2, 6, 5, 8);
    Tensor k = normal("k", 2, 2, 7, 8);
    Tensor v = normal("v", 2, 2, 7, 3);
    Tensor wideKeys = k.unsqueeze(2).expand(2, 2, 3, 7, 8).reshape(2, 6, 7, 8);
    Tensor wideValues = v.unsqueeze(2).expand(2, 2, 3, 7, 3).reshape(2, 6, 7, 3);
    assertThat(q.scaledDotProductAttention(k, v))
        .isEqualTo(q.scaledDotProductAttention(wideKeys, wideValues));
  }

  @Test
  void selfAttentionIsTheAttentionOfTheParts() {
    Tensor x = normal("x", 2, 70, (4 + 2 * 2) * 6);
    Tensor q = x.narrow(2, 0, 24).reshape(2, 70, 4, 6).transpose(1, 2);
    Tensor k = x.narrow(2, 24, 12).reshape(2, 70, 2, 6).transpose(1, 2);
    Tensor v = x.narrow(2, 36, 12).reshape(2, 70, 2, 6).transpose(1, 2);
    Tensor expected = q.scaledDotProductAttention(k, v, PLAIN.withCausal());
    assertThat(x.selfAttention(4, 2, PLAIN.withCausal()))
        .isEqualTo(expected.transpose(1, 2).reshape(2, 70, 24));
    AttentionOptions drops = PLAIN.withDropout(0.3);
    assertThat(x.selfAttention(4, 2, drops, Rng.of(8)))
        .isEqualTo(
            q.scaledDotProductAttention(k, v, drops, Rng.of(8)).transpose(1, 2).reshape(2, 70, 24));
  }

  @Test
  void dropoutKeepsTheMeanAndMovesTheGenerator() {
    Tensor q = normal("q", 1, 1, 3, 4);
    Tensor k = normal("k", 1, 1, 50, 4);
    Rng rng = Rng.of(3);
    Tensor sum = Tensor.zeros(1, 1, 3, 4);
    int n = 2000;
    for (int i = 0; i < n; i++) {
      sum = sum.add(q.scaledDotProductAttention(k, k, PLAIN.withDropout(0.4), rng));
    }
    // a mean of 2000 with a deviation of about a half
    Tensor plain = q.scaledDotProductAttention(k, k);
    assertThat(sum.divide(n).allClose(plain, 0, 0.06)).isTrue();
    assertThat(q.scaledDotProductAttention(k, k, PLAIN.withDropout(1), rng).any().item()).isZero();
    assertThat(q.scaledDotProductAttention(k, k, PLAIN.withDropout(0.4), rng))
        .isNotEqualTo(q.scaledDotProductAttention(k, k, PLAIN.withDropout(0.4), rng));
  }

  @Test
  void mixedTypesArePromoted() {
    Tensor q = normal("q", 1, 1, 3, 4);
    Tensor k = normal("k", 1, 1, 5, 4).to(DType.FLOAT64);
    assertThat(q.scaledDotProductAttention(k, k).dtype()).isEqualTo(DType.FLOAT64);
    Tensor y =
        q.scaledDotProductAttention(q, q, PLAIN.withMask(Tensors.zeros(DType.FLOAT64, 3, 3)));
    assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
  }
}
