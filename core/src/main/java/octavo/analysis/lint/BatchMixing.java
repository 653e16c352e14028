package octavo.analysis.lint;

import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A network whose answer for an example depends on the other examples of the batch, in inference: a
/// reshape that cuts across examples, or a sum or softmax over the batch. It is measured: with the second
/// of two examples exchanged the first answer must stay.
record BatchMixing() implements Rule {
  /// Rounding, against the largest number of the answer.
  private static final double ROUNDING = 1e-5;

  @Override
  public String name() {
    return "batch-mixing";
  }

  @Override
  public String says() {
    return "the answer for one example depends on the other examples of the batch";
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Tensor sample = subject.sample();
    if (sample.rank() < 2 || sample.size(0) == 0) {
      return; // nothing, or one example without an axis of examples
    }
    Tensor[] examples = examples(sample);
    Tensor one;
    Tensor other;
    try {
      one = answer(subject, examples[0], examples[1]);
      other = answer(subject, examples[0], examples[2]);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      if (sample.size(0) != 2) {
        findings.warning(
            "",
            "a batch of %d examples is taken, one of 2 is refused: %s"
                .formatted(sample.size(0), e.getMessage()),
            "The network is tied to one size of batch: not even the last batch of an epoch fits.",
            "Use the size of the batch that forward is given, x.size(0), in every reshape; if axis 0 counts no examples, leave this rule out.");
      }
      return;
    }
    if (one.rank() == 0 || one.size(0) != 2 || !one.dtype().isFloating()) {
      return;
    }
    Tensor first = one.narrow(0, 0, 1);
    double moved = first.subtract(other.narrow(0, 0, 1)).abs().max().item();
    double largest = first.abs().max().item();
    if (moved > ROUNDING * largest) {
      findings.error(
          "",
          "with another second example the answer for the first changes by %.3g of %.3g."
              .formatted(moved, largest),
          "Training learns from the neighbors in the batch, and alone or in another order an example gets another answer.",
          "Look for a reshape that joins the batch with another axis where a permute is meant, for sums, means or a softmax over axis 0, and for norms without running statistics.");
    }
  }

  private static Tensor answer(Subject subject, Tensor first, Tensor second) {
    return subject.network().forward(Tensors.concat(0, first, second), Mode.inference());
  }

  /// Three different ones. Whole numbers may be of a vocabulary: the third is of zeros, which every one
  /// has.
  private static Tensor[] examples(Tensor sample) {
    Shape shape = sample.shape().withSize(0, 1);
    if (sample.dtype().isFloating()) {
      Rng rng = Rng.of(Subject.SEED);
      Tensor[] drawn = new Tensor[3];
      for (int i = 0; i < 3; i++) {
        drawn[i] = RandomTensors.normal(sample.dtype(), rng, 0, 1, shape.toArray());
      }
      return drawn;
    }
    Tensor first = sample.narrow(0, 0, 1);
    return new Tensor[] {first, first, first.to(DType.INT64).multiply(0).to(sample.dtype())};
  }
}
