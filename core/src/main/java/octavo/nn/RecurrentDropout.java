package octavo.nn;

/// Which numbers a recurrent network drops in training.
///
/// @param between the probability to drop an output of a layer on its way to the next
/// @param sameOverTime whether these are the same in all steps of a sequence (Gal and Ghahramani, 2016)
/// @param recurrent the probability to drop a unit of the hidden state on its way to the next step, the same in
///     all steps of a sequence (the same paper)
public record RecurrentDropout(double between, boolean sameOverTime, double recurrent) {
  /// Nothing is dropped.
  public static final RecurrentDropout NONE = new RecurrentDropout(0, false, 0);

  /// Checks the probabilities.
  public RecurrentDropout {
    DropProbability.require("RecurrentDropout", between);
    DropProbability.require("RecurrentDropout", recurrent);
  }
}
