package octavo.nn.model;

import java.util.Arrays;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// How the next token is drawn from a language model's logits.
///
/// @param temperature what logits are divided by: near 0 the likeliest token, 1 as the model says, more
///     evens out
/// @param topK only so many of the likeliest tokens are drawn from (Fan et al., 2018); 1 is greedy
public record Sampling(double temperature, int topK) {
  /// As the model says, from all tokens.
  public static final Sampling DEFAULT = new Sampling(1, Integer.MAX_VALUE);

  /// Always the likeliest token.
  public static final Sampling GREEDY = DEFAULT.withTopK(1);

  /// Checks the numbers.
  public Sampling {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Sampling: the temperature must be positive and finite, but is "
              + temperature
              + ". For the likeliest token take a topK of 1.");
    }
    if (topK < 1) {
      throw new IllegalArgumentException("Sampling: topK must be at least 1, but is " + topK + ".");
    }
  }

  /// The same at another temperature.
  public Sampling withTemperature(double other) {
    return new Sampling(other, topK);
  }

  /// The same from so many of the likeliest tokens.
  public Sampling withTopK(int count) {
    return new Sampling(temperature, count);
  }

  /// A token of logits `[vocabulary]`. Of equal logits at the edge of the `topK`, all take part.
  ///
  /// @throws IllegalArgumentException if the logits are no vector, empty or hold NaN
  public int draw(Tensor logits, Rng rng) {
    double[] x = logits.rank() == 1 ? logits.toDoubleArray() : new double[0];
    if (x.length == 0 || Arrays.stream(x).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "Sampling: logits must be a vector of numbers, but are %s%s."
              .formatted(logits.shape(), x.length == 0 ? "" : " and hold NaN"));
    }
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    double largest = sorted[x.length - 1];
    double least = sorted[Math.max(0, x.length - topK)];
    double total = 0;
    double[] upTo = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      // equal infinities have the distance 0
      double distance = x[i] == largest ? 0 : (x[i] - largest) / temperature;
      total += x[i] < least ? 0 : Math.exp(distance);
      upTo[i] = total;
    }
    double u = rng.nextDouble() * total;
    for (int i = 0; i < x.length; i++) {
      if (u < upTo[i]) {
        return i;
      }
    }
    throw new IllegalStateException("Sampling: no token for the number " + u + ".");
  }
}
