package octavo.analysis;

import octavo.analysis.OperationCost.Arithmetic;
import octavo.op.Gemm;
import octavo.op.RecurrentSequence;
import octavo.op.ScaledDotProductAttention;
import octavo.op.SelfAttention;
import octavo.tensor.GemmActivation;

/// The arithmetic of products that come with more than products.
final class ProductCosts {
  private static final int SOFTMAX = 5;

  private ProductCosts() {}

  /// The product, and one for each number for a factor, a sum and an activation that are there.
  static Arithmetic gemm(Gemm op, Sizes s) {
    int inner = s.x(0).size(op.options().transposeLeft() ? -2 : -1);
    int more = op.options().alpha() == 1 ? 0 : 1;
    double beta = op.options().beta();
    more += beta == 0 ? 0 : beta == 1 ? 1 : 2;
    more += op.options().activation() == GemmActivation.NONE ? 0 : 1;
    return Arithmetic.products(s.out() * inner).and(more * s.out());
  }

  /// Scores and mixed values of all pairs, also of those that a mask hides, as published figures count
  /// them.
  static Arithmetic attention(ScaledDotProductAttention op, Sizes s) {
    long pairs = s.in(0) / Math.max(1, s.x(0).size(3)) * s.x(1).size(2);
    return pairs(op, pairs, s.x(0).size(3), s.x(2).size(3), s.inputs() > 3);
  }

  static Arithmetic selfAttention(SelfAttention op, Sizes s) {
    int steps = s.x(0).size(1);
    int features = s.x(0).size(2) / (op.heads() + 2 * op.keyHeads());
    long pairs = (long) s.x(0).size(0) * op.heads() * steps * steps;
    return pairs(op.attention(), pairs, features, features, s.inputs() > 1);
  }

  private static Arithmetic pairs(
      ScaledDotProductAttention op, long pairs, int features, int values, boolean masked) {
    int each = SOFTMAX + (op.scale() == 1 ? 0 : 1) + (masked ? 1 : 0);
    each += op.dropout().p() == 0 ? 0 : 2;
    return Arithmetic.products(pairs * (features + values)).and(each * pairs);
  }

  /// The products with the input and with the last hidden state for each gate, and what the formulas of
  /// [octavo.kernel.recurrent.CellKind] do for each hidden unit.
  static Arithmetic recurrent(RecurrentSequence op, Sizes s) {
    int features = s.x(0).size(2);
    int hidden = s.x(2).size(1);
    long units = (long) s.x(0).size(0) * s.x(0).size(1) * hidden;
    int each =
        switch (op.kind()) {
          case TANH, RELU -> 2; // a sum and a function
          case LSTM -> 13; // four of each; three products, a sum and a function
          case GRU -> 10; // two of each; a product, a sum and a function; a mean of two
        };
    each += op.masked() ? 1 : 0;
    return Arithmetic.products(units * op.kind().gates() * (features + hidden)).and(each * units);
  }
}
