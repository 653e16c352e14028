package octavo.tensor;

import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;

/// Queries, keys, values and masks that do not fit.
final class AttentionErrors {
  private static final Tensor Q = Tensor.ones(2, 4, 3, 8);
  private static final Tensor K = Tensor.ones(2, 2, 5, 8);
  private static final Tensor ALL = Tensor.ones(2, 3, 24);
  private static final AttentionOptions PLAIN = AttentionOptions.DEFAULT;
  private static final String NEED =
      "scaledDotProductAttention: queries [batch, heads, steps, features] need keys [batch, keyHeads, keys, features] and values [batch, keyHeads, keys, n], but queries are ";

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor) rank",
              () -> Tensor.ones(2, 3, 8).scaledDotProductAttention(K, K),
              NEED
                  + "[2, 3, 8], keys [2, 2, 5, 8] and values [2, 2, 5, 8]. Add an axis of heads with unsqueeze(1)."),
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor) features",
              () -> Q.scaledDotProductAttention(Tensor.ones(2, 2, 5, 7), K),
              NEED + "[2, 4, 3, 8], keys [2, 2, 5, 7] and values [2, 2, 5, 8]."),
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor) no features",
              () -> {
                Tensor none = Tensor.ones(2, 2, 5, 0);
                return none.scaledDotProductAttention(none, K);
              },
              "scaledDotProductAttention: queries and keys must have features, but queries are [2, 2, 5, 0]."),
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor) heads",
              () -> Tensor.ones(2, 3, 3, 8).scaledDotProductAttention(K, K),
              "scaledDotProductAttention: the heads must be a multiple of those of the keys, but are 3 and 2."),
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor) bfloat16",
              () -> Q.to(DType.BFLOAT16).scaledDotProductAttention(K, K),
              "scaledDotProductAttention: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor,AttentionOptions) causal",
              () -> Q.scaledDotProductAttention(K, K, PLAIN.withCausal()),
              "scaledDotProductAttention: a causal mask for as many steps as keys leaves open what a step sees, but there are 3 steps and 5 keys. Say CausalMask.UPPER_LEFT or LOWER_RIGHT."),
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor,AttentionOptions) mask",
              () -> Q.scaledDotProductAttention(K, K, PLAIN.withMask(Tensor.ones(3, 4))),
              "scaledDotProductAttention: the mask must broadcast to [batch, heads, steps, keys], but is [3, 4] for [2, 4, 3, 5]."),
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor,AttentionOptions) no generator",
              () -> Q.scaledDotProductAttention(K, K, PLAIN.withDropout(0.5)),
              "scaledDotProductAttention: dropping weights takes random numbers, but the probability is 0.5 and there is no generator. Pass an Rng."),
          new ErrorCase(
              "scaledDotProductAttention(Tensor,Tensor,AttentionOptions,Rng) batch",
              () -> Q.scaledDotProductAttention(K, Tensor.ones(1, 2, 5, 8), PLAIN, Rng.of(1)),
              NEED + "[2, 4, 3, 8], keys [2, 2, 5, 8] and values [1, 2, 5, 8]."),
          new ErrorCase(
              "selfAttention(int,int,AttentionOptions) heads",
              () -> ALL.selfAttention(3, 2, PLAIN),
              "selfAttention: the heads must be a multiple of those of the keys, but are 3 and 2."),
          new ErrorCase(
              "selfAttention(int,int,AttentionOptions) shape",
              () -> ALL.selfAttention(3, 3, PLAIN),
              "selfAttention: the input must be [batch, steps, (heads + 2·keyHeads)·features], but is [2, 3, 24] for 3 and 3 heads."),
          new ErrorCase(
              "selfAttention(int,int,AttentionOptions) bfloat16",
              () -> ALL.to(DType.BFLOAT16).selfAttention(2, 2, PLAIN),
              "selfAttention: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "selfAttention(int,int,AttentionOptions,Rng) mask",
              () -> ALL.selfAttention(2, 2, PLAIN.withMask(Tensor.ones(2)), Rng.of(1)),
              "selfAttention: the mask must broadcast to [batch, heads, steps, keys], but is [2] for [2, 2, 3, 3]."),
          new ErrorCase(
              "AttentionOptions.withScale infinite",
              () -> PLAIN.withScale(Double.POSITIVE_INFINITY),
              "AttentionOptions: the scale must be finite, but is Infinity."),
          new ErrorCase(
              "AttentionOptions.withDropout range",
              () -> PLAIN.withDropout(1.5),
              "AttentionOptions: the probability to drop must be in [0, 1], but is 1.5."),
          new ErrorCase(
              "AttentionOptions.withMask type",
              () -> PLAIN.withMask(Tensors.zeros(DType.INT64, 3, 5)),
              "AttentionOptions: the mask must hold truth values or numbers to add, but is int64. Convert first: mask.to(DType.BOOL)."));

  private AttentionErrors() {}
}
