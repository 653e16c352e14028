package octavo.random;

import java.nio.charset.StandardCharsets;
import octavo.kernel.random.Philox;
import octavo.kernel.random.Uniforms;
import octavo.kernel.random.Variate;

/// A stream of random numbers: a key and a counter of Philox-4x32-10 (Salmon et al., 2011).
///
/// The numbers are a pure function of both, so a stream can be copied, saved and resumed exactly,
/// and the numbers of a tensor do not depend on the number of threads. Streams with different keys
/// are independent; [#split(String)] makes them. A generator is not shared between threads: split
/// one for each.
public final class Rng {
  private static final long NO_NAME = 256;

  private final long key;
  private long counter;
  private final int[] block = new int[4];
  private int used = 4;

  private Rng(long key, long counter) {
    this.key = key;
    this.counter = counter;
  }

  /// The stream of a seed, from its beginning.
  public static Rng of(long seed) {
    return new Rng(mix(seed), 0);
  }

  /// The stream at a saved place.
  public static Rng restore(State state) {
    Rng rng = new Rng(state.key(), state.counter());
    if (state.used() < 4) {
      Philox.block(state.key(), state.counter() - 1, rng.block);
      rng.used = state.used();
    }
    return rng;
  }

  /// Where the stream is; [#restore] goes on from there.
  public State state() {
    return new State(key, counter, used);
  }

  /// A place in a stream.
  ///
  /// @param key which stream
  /// @param counter the next block
  /// @param used how many words of the block before it have been used
  public record State(long key, long counter, int used) {
    /// Checks the place in the block.
    ///
    /// @throws IllegalArgumentException if the words used are not 1 to 4
    public State {
      if (used < 1 || used > 4) {
        throw new IllegalArgumentException(
            "Rng.State: the words used must be 1 to 4, but are " + used + ".");
      }
    }
  }

  /// An independent stream; this one moves on, so that the next call gives another.
  public Rng split() {
    return new Rng(mix(key ^ mix(nextLong())), 0);
  }

  /// The independent stream with this name. The same name gives the same stream, and this one does
  /// not move, so adding a consumer changes nothing for the others.
  public Rng split(String name) {
    // what no byte is stands for no name: else this would be the stream that has this key as its
    // seed
    long hash = name.isEmpty() ? mix(key ^ NO_NAME) : key;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash ^ b);
    }
    return new Rng(mix(hash + name.length()), 0);
  }

  /// The same stream at the same place, moving on by itself.
  public Rng copy() {
    return restore(state());
  }

  /// A bijection that spreads similar inputs (the finalizer of SplitMix64).
  private static long mix(long z) {
    long a = (z + 0x9E3779B97F4A7C15L);
    a = (a ^ (a >>> 30)) * 0xBF58476D1CE4E5B9L;
    a = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return a ^ (a >>> 31);
  }

  /// Which stream this is.
  public long key() {
    return key;
  }

  /// Reserves the blocks for `elements` random numbers and returns the counter of the first: how a
  /// tensor's worth of numbers is drawn. Two words are set aside for each element.
  ///
  /// @throws IllegalArgumentException if `elements` is negative
  public long reserve(long elements) {
    if (elements < 0) {
      throw new IllegalArgumentException(
          "Rng: the number of elements must not be negative, but is " + elements + ".");
    }
    long first = counter;
    counter += elements / 2 + elements % 2;
    used = 4;
    return first;
  }

  private int nextWord() {
    if (used == 4) {
      Philox.block(key, counter++, block);
      used = 0;
    }
    return block[used++];
  }

  /// 64 random bits.
  public long nextLong() {
    long high = nextWord() & 0xFFFFFFFFL;
    return high << 32 | (nextWord() & 0xFFFFFFFFL);
  }

  /// An integer in `[0, bound)`, each equally likely (Lemire's method, without bias).
  ///
  /// @throws IllegalArgumentException if `bound` is not positive
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("Rng: the bound must be positive, but is " + bound + ".");
    }
    long product = (nextWord() & 0xFFFFFFFFL) * bound;
    long low = product & 0xFFFFFFFFL;
    if (low < bound) {
      long threshold = (1L << 32) % bound;
      while (low < threshold) {
        product = (nextWord() & 0xFFFFFFFFL) * bound;
        low = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /// A number in `[0, 1)` with 53 random bits.
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /// A normal number with mean 0 and deviation 1 (Box-Muller).
  public double nextGaussian() {
    double u = 1 - nextDouble(); // in (0, 1]: the logarithm is finite
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * nextDouble());
  }

  /// A number in the open interval (0, 1) with 52 random bits: neither 0 nor 1.
  public double nextOpenDouble() {
    return Uniforms.of(nextLong());
  }

  /// A number of the exponential distribution with rate 1.
  public double nextExponential() {
    return -Math.log(nextOpenDouble());
  }

  /// A gamma number with rate 1.
  ///
  /// @throws IllegalArgumentException if the concentration is not positive and finite
  public double nextGamma(double concentration) {
    positive("concentration", concentration);
    return Variate.GAMMA.draw(this::nextOpenDouble, concentration, 0);
  }

  /// A beta number `X/(X + Y)` of two gamma numbers.
  ///
  /// @throws IllegalArgumentException if a concentration is not positive and finite
  public double nextBeta(double concentration1, double concentration0) {
    positive("concentration", concentration1);
    positive("concentration", concentration0);
    return Variate.BETA.draw(this::nextOpenDouble, concentration1, concentration0);
  }

  /// A Poisson number, at most [Long#MAX_VALUE].
  ///
  /// @throws IllegalArgumentException if the rate is negative or not finite
  public long nextPoisson(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Rng: the rate must be finite and not negative, but is " + rate + ".");
    }
    return (long) Variate.POISSON.draw(this::nextOpenDouble, rate, 0);
  }

  /// The successes in so many trials with probability `p`. Above 2⁵³ trials they are counted in steps of a double's last digit.
  ///
  /// @throws IllegalArgumentException if `trials` is negative or `p` not in `[0, 1]`
  public long nextBinomial(long trials, double p) {
    if (trials < 0) {
      throw new IllegalArgumentException(
          "Rng: the number of trials must not be negative, but is " + trials + ".");
    }
    probability(p);
    double rarer = Math.min(p, 1 - p);
    long count =
        Math.min(trials, (long) Variate.BINOMIAL.draw(this::nextOpenDouble, trials, rarer));
    return p > 0.5 ? trials - count : count;
  }

  /// The failures before the first success, each trial with probability `p`; at most [Long#MAX_VALUE].
  ///
  /// @throws IllegalArgumentException if `p` is not in `(0, 1]`
  public long nextGeometric(double p) {
    if (!(p > 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "Rng: the probability must be in (0, 1], but is " + p + ".");
    }
    return (long) Variate.GEOMETRIC.draw(this::nextOpenDouble, p, 0);
  }

  /// True with probability `p`.
  ///
  /// @throws IllegalArgumentException if `p` is not in `[0, 1]`
  public boolean nextBernoulli(double p) {
    probability(p);
    return nextDouble() < p;
  }

  private static void positive(String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Rng: the " + what + " must be positive and finite, but is " + value + ".");
    }
  }

  private static void probability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "Rng: the probability must be in [0, 1], but is " + p + ".");
    }
  }

  /// The numbers 0 to `n - 1` in random order, each order equally likely (Fisher-Yates).
  ///
  /// @throws IllegalArgumentException if `n` is negative
  public int[] permutation(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("Rng: n must not be negative, but is " + n + ".");
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
