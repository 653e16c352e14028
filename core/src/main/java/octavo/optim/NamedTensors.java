package octavo.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.nn.Parameter;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Arrays beside parameters, by the same names.
final class NamedTensors {
  private NamedTensors() {}

  /// A copy of the parameters.
  ///
  /// @throws IllegalArgumentException if there is none
  static Map<String, Parameter> require(String operation, Map<String, Parameter> parameters) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          operation + ": there must be a parameter, but there is none.");
    }
    return new LinkedHashMap<>(parameters);
  }

  /// Zeros of the shape and type of each parameter.
  static Map<String, Tensor> zeros(Map<String, Parameter> parameters) {
    Map<String, Tensor> zeros = new LinkedHashMap<>();
    parameters.forEach(
        (name, p) -> zeros.put(name, Tensors.full(p.dtype(), p.tensor().shape(), 0)));
    return zeros;
  }

  /// Copies of the parameters' numbers.
  static Map<String, Tensor> copies(Map<String, Parameter> parameters) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    parameters.forEach((name, p) -> copies.put(name, p.tensor().copy()));
    return copies;
  }

  /// Writes arrays into a state under `prefix`.
  static void put(Map<String, Tensor> state, String prefix, Map<String, Tensor> arrays) {
    arrays.forEach((name, array) -> state.put(prefix + name, array));
  }

  /// The part of a state under `prefix`, without it.
  static Map<String, Tensor> below(Map<String, Tensor> state, String prefix) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    state.forEach((name, array) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), array);
      }
    });
    return found;
  }

  /// Arrays of the shapes of `arrays` from a saved state, as copies of their types.
  static Map<String, Tensor> read(SavedState saved, String prefix, Map<String, Tensor> arrays) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    arrays.forEach((name, array) ->
        found.put(name, saved.array(prefix + name, array.shape()).to(array.dtype()).copy()));
    return found;
  }
}
