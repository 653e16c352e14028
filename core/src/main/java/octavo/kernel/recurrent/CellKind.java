package octavo.kernel.recurrent;

/// What happens in one step of a recurrent network. `x` is the input of the step with its weights and
/// biases, `p = W·h₋₁` the recurrent product, both in as many parts as there are gates.
public enum CellKind {
  /// `h = tanh(x + p)` (Elman, 1990).
  TANH("rnn", 1, 1),

  /// `h = max(0, x + p)`.
  RELU("rnn", 1, 1),

  /// `i, f, o = σ(x + p)`, `g = tanh(x + p)`, `c = f·c₋₁ + i·g`, `h = o·tanh c` (Hochreiter and
  /// Schmidhuber, 1997; forget gate: Gers, Schmidhuber and Cummins, 2000). Order of the gates: `i, f, g, o`.
  LSTM("lstm", 4, 4),

  /// `r, z = σ(x + p)`, `n = tanh(x + r·(p + b))`, `h = (1 - z)·n + z·h₋₁` (Cho et al., 2014, in the form
  /// where the reset gate comes after the product). Order of the gates: `r, z, n`.
  GRU("gru", 3, 4);

  private final String label;
  private final int gates;
  private final int slots;

  CellKind(String label, int gates, int slots) {
    this.label = label;
    this.gates = gates;
    this.slots = slots;
  }

  /// The name in messages.
  public String label() {
    return label;
  }

  /// How many times the hidden size the weights have rows.
  public int gates() {
    return gates;
  }

  /// How many numbers a hidden unit has within a step: its gates, and for a GRU `p + b` of the last.
  int slots() {
    return slots;
  }

  /// Where the recurrent product of a gate goes.
  int slot(int gate) {
    return this == GRU && gate == 2 ? 3 : gate;
  }
}
