package octavo.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.autograd.Trace;
import octavo.tensor.Tensor;

/// Layers one after the other. Their parameters are named by position: `0.weight`.
///
/// @param layers in order
public record Sequential(List<Layer> layers) implements Layer {
  /// Keeps its own copy of the list.
  public Sequential {
    layers = List.copyOf(layers);
  }

  /// These layers in order.
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  /// Layers that are still to be made, so that a bias without influence is left out.
  public static SequentialBuilder builder() {
    return SequentialBuilder.empty();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      Trace.entering(y, i);
      y = layers.get(i).forward(y, mode);
    }
    return y;
  }

  @Override
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      members.put(Integer.toString(i), layers.get(i));
    }
    return members;
  }
}
