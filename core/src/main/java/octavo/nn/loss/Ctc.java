package octavo.nn.loss;

import java.util.Arrays;
import octavo.autograd.Engine;
import octavo.kernel.index.Classes;
import octavo.op.CtcLoss;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Connectionist temporal classification (Graves et al., 2006): the negative log-likelihood of labels whose
/// places in time are unknown. `-ln Σ_paths Πₜ p(path at t)` over all paths of classes that give the
/// labels when repeats are merged and then blanks dropped; +∞ where the steps are too few for the labels.
/// Has derivatives of any order.
///
/// The mean divides each loss by the number of its labels (at least 1) and then averages over the
/// batch, as in PyTorch. The gradient with respect to the log-probabilities is the true one,
/// `-P(class k in step t | labels)`; PyTorch's own adds the probabilities, which makes no difference
/// once it has gone back through `logSoftmax`.
///
/// @param reduction how the losses of the samples become one
/// @param blank the class of the blank
/// @param zeroInfinity whether an infinite loss counts as 0 with gradient 0; else its gradient is NaN
public record Ctc(LossReduction reduction, int blank, boolean zeroInfinity) {
  /// Checks the blank.
  public Ctc {
    if (blank < 0) {
      throw new IllegalArgumentException("Ctc: the blank must be a class, but is " + blank + ".");
    }
  }

  /// The mean over the batch; the blank is class 0.
  public static Ctc mean() {
    return new Ctc(LossReduction.MEAN, 0, false);
  }

  /// The same with another class as the blank.
  public Ctc withBlank(int other) {
    return new Ctc(reduction, other, zeroInfinity);
  }

  /// The same where an infinite loss counts as 0.
  public Ctc withZeroInfinity() {
    return new Ctc(reduction, blank, true);
  }

  /// The same with another reduction.
  public Ctc withReduction(LossReduction other) {
    return new Ctc(other, blank, zeroInfinity);
  }

  /// The loss of log-probabilities `[time, batch, classes]`. Labels are int64, `[batch, longest]` with
  /// anything behind a sample's last one, or those of all samples one after the other, `[sum of
  /// labelCounts]`. `steps` and `labelCounts`, int64 `[batch]`, tell how many steps and labels each
  /// sample has.
  ///
  /// @throws IllegalArgumentException if the shapes or numbers do not fit
  /// @throws IndexOutOfBoundsException if a label is no class
  public Tensor of(Tensor logProbabilities, Tensor labels, Tensor steps, Tensor labelCounts) {
    Tensor x = Tensors.real("Ctc", logProbabilities);
    if (x.rank() != 3 || blank >= x.size(2)) {
      throw new IllegalArgumentException(
          "Ctc: log-probabilities must be [time, batch, classes] with the blank among the classes, but are %s and the blank is %d."
              .formatted(x.shape(), blank));
    }
    requireCounts("steps", steps, x.size(1), x.size(0));
    int most = labels.rank() == 2 ? labels.size(1) : Integer.MAX_VALUE;
    requireCounts("label counts", labelCounts, x.size(1), most);
    Tensor table = table(labels, labelCounts.toLongArray(), x.size(2));
    Tensor losses = Engine.apply(new CtcLoss(blank, zeroInfinity), x, table, steps, labelCounts);
    return reduction == LossReduction.MEAN
        ? losses.divide(labelCounts.maximum(1).to(x.dtype())).mean()
        : reduction.of(losses);
  }

  private static void requireCounts(String what, Tensor counts, int batch, int most) {
    if (counts.dtype() != DType.INT64 || counts.rank() != 1 || counts.size(0) != batch) {
      throw new IllegalArgumentException(
          "Ctc: %s must be one int64 a sample, but are %s of shape %s for a batch of %d."
              .formatted(what, counts.dtype(), counts.shape(), batch));
    }
    for (long count : counts.toLongArray()) {
      if (count < 0 || count > most) {
        throw new IllegalArgumentException(
            "Ctc: %s must be in [0, %d], but one is %d.".formatted(what, most, count));
      }
    }
  }

  /// The labels as `[batch, longest]`, the blank behind the last of each sample.
  private Tensor table(Tensor labels, long[] counts, int classes) {
    long total = 0;
    int longest = 0;
    for (long count : counts) {
      total += count;
      longest = Math.max(longest, (int) count);
    }
    boolean padded = labels.rank() == 2 && labels.size(0) == counts.length;
    boolean joined = labels.rank() == 1 && labels.size(0) == total;
    if (labels.dtype() != DType.INT64 || !(padded || joined)) {
      throw new IllegalArgumentException(
          "Ctc: labels must be int64 [batch, longest], or [%d] for all samples one after the other, but are %s of shape %s."
              .formatted(total, labels.dtype(), labels.shape()));
    }
    long[] given = labels.toLongArray();
    long[] table = new long[Math.multiplyExact(counts.length, longest)];
    Arrays.fill(table, blank);
    int from = 0;
    for (int n = 0; n < counts.length; n++) {
      int at = padded ? n * labels.size(1) : from;
      System.arraycopy(given, at, table, n * longest, (int) counts[n]);
      requireLabels(table, n * longest, (int) counts[n], classes);
      from += (int) counts[n];
    }
    return Tensors.of(table, counts.length, longest);
  }

  private void requireLabels(long[] table, int from, int count, int classes) {
    for (int i = from; i < from + count; i++) {
      if (table[i] == blank) {
        throw new IllegalArgumentException(
            "Ctc: labels must not be the blank, but one is " + blank + ".");
      }
    }
    Tensor known = Tensors.of(Arrays.copyOfRange(table, from, from + count), count);
    Classes.require("Ctc", known.contiguous().view(), classes, Long.MIN_VALUE);
  }
}
