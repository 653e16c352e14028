package octavo.kernel.recurrent;

/// A recurrent network over sequences, time first: arrays are `[steps, batch, …]`.
///
/// @param kind what happens in a step
/// @param steps how long the sequences are
/// @param batch how many there are
/// @param hidden the units of the hidden state
/// @param reverse whether the last step comes first
public record Recurrence(CellKind kind, int steps, int batch, int hidden, boolean reverse) {
  /// Numbers of all gates in one step of one sequence.
  public int width() {
    return kind.gates() * hidden;
  }

  /// The place in the sequences that comes as number `turn`.
  public int at(int turn) {
    return reverse ? steps - 1 - turn : turn;
  }

  /// Numbers of the hidden states of one step.
  int step() {
    return batch * hidden;
  }

  /// Multiplications of the recurrent products of one step.
  long work() {
    return (long) batch * width() * hidden;
  }
}
