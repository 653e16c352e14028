package octavo.kernel.sequence;

import octavo.storage.View;

/// What labels are aligned with. A sample of `T` steps and `S` labels walks through `2S + 1` states: the
/// labels with a blank before, between and after them. From a state a step stays, goes on to the next,
/// or skips a blank between two labels that differ.
///
/// @param logProbabilities contiguous `[time, batch, classes]`
/// @param labels contiguous int64 `[batch, longest]`, none of them the blank
/// @param steps how many steps each sample has
/// @param lengths how many labels each sample has
/// @param blank the class of the blank
@SuppressWarnings("ArrayRecordComponent") // made for one call, and not compared
public record Alignment(View logProbabilities, View labels, int[] steps, int[] lengths, int blank) {
  /// How many samples there are.
  public int batch() {
    return logProbabilities.size(1);
  }

  /// How many classes there are, the blank among them.
  public int classes() {
    return logProbabilities.size(2);
  }

  /// How many states a sample walks through.
  int states(int sample) {
    return 2 * lengths[sample] + 1;
  }

  /// The class of a state.
  int label(int sample, int state) {
    int longest = labels.size(1);
    return state % 2 == 0
        ? blank
        : (int) labels.longs()[labels.offset() + sample * longest + state / 2];
  }

  /// Whether a state is entered from the one before the last, too.
  boolean skips(int sample, int state) {
    return state % 2 == 1 && state >= 3 && label(sample, state) != label(sample, state - 2);
  }

  /// Where class `k` of a step lies.
  int place(int t, int sample, int k) {
    return (t * batch() + sample) * classes() + k;
  }

  /// The log-probability of a state's class in a step.
  double logP(int t, int sample, int state) {
    int at = logProbabilities.offset() + place(t, sample, label(sample, state));
    return logProbabilities.storage().getDouble(at);
  }
}
