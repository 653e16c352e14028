package octavo.nn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of one layer and direction of a recurrent network, PyTorch's: a network names them
/// `weight_ih_l0`, `bias_hh_l1_reverse` and so on.
///
/// @param weightIh from the input, `[gates·hidden, features]`
/// @param weightHh from the state before, `[gates·hidden, hidden]`
/// @param biasIh `[gates·hidden]`, or null
/// @param biasHh `[gates·hidden]`, or null; both are given or none
/// @param weightHr `[projected, hidden]` of an LSTM whose hidden state is projected; else null
public record RecurrentWeights(
    Parameter weightIh,
    Parameter weightHh,
    @Nullable Parameter biasIh,
    @Nullable Parameter biasHh,
    @Nullable Parameter weightHr) {
  /// Checks that there are two biases or none.
  public RecurrentWeights {
    if ((biasIh == null) != (biasHh == null)) {
      throw new IllegalArgumentException(
          "RecurrentWeights: both biases must be given or none, but only one is.");
    }
  }

  /// Weights without a projection.
  public RecurrentWeights(
      Parameter weightIh,
      Parameter weightHh,
      @Nullable Parameter biasIh,
      @Nullable Parameter biasHh) {
    this(weightIh, weightHh, biasIh, biasHh, null);
  }

  /// How many numbers a step of the input has.
  int features() {
    return columns(weightIh);
  }

  /// How many numbers a state has that is carried on: the projected ones if there is a projection.
  int state() {
    return columns(weightHh);
  }

  /// 0 if the weight is no matrix, which [#require] refuses.
  private static int columns(Parameter weight) {
    return weight.tensor().rank() == 2 ? weight.tensor().size(1) : 0;
  }

  void addTo(Map<String, Object> members, String ending) {
    members.put("weight_ih" + ending, weightIh);
    members.put("weight_hh" + ending, weightHh);
    if (biasIh != null && biasHh != null) {
      members.put("bias_ih" + ending, biasIh);
      members.put("bias_hh" + ending, biasHh);
    }
    if (weightHr != null) {
      members.put("weight_hr" + ending, weightHr);
    }
  }

  /// Checks the shapes.
  ///
  /// @param gates how many times the hidden size the weights have rows
  void require(String layer, int gates, int features) {
    boolean matrices = weightIh.tensor().rank() == 2 && weightHh.tensor().rank() == 2;
    int rows = matrices ? weightIh.tensor().size(0) : 0;
    boolean whole = matrices && rows > 0 && rows % gates == 0 && weightHh.tensor().size(0) == rows;
    boolean fits =
        whole
            && weightIh.tensor().size(1) == features
            && weightHh.tensor().size(1)
                == (weightHr == null ? rows / gates : weightHr.tensor().size(0));
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: weights must be [%d·hidden, %d] and [%d·hidden, hidden], but are %s and %s."
              .formatted(
                  layer,
                  gates,
                  features,
                  gates,
                  weightIh.tensor().shape(),
                  weightHh.tensor().shape()));
    }
    for (Parameter bias : new @Nullable Parameter[] {biasIh, biasHh}) {
      if (bias != null && (bias.tensor().rank() != 1 || bias.tensor().size(0) != rows)) {
        throw new IllegalArgumentException(
            "%s: a bias must have one number for each of the %d rows of the weights, but is %s."
                .formatted(layer, rows, bias.tensor().shape()));
      }
    }
    if (weightHr != null
        && (weightHr.tensor().rank() != 2 || weightHr.tensor().size(1) * gates != rows)) {
      throw new IllegalArgumentException(
          "%s: the projection must be [projected, %d], but is %s."
              .formatted(layer, rows / gates, weightHr.tensor().shape()));
    }
  }
}
