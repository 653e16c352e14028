package octavo.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import octavo.nn.Parameter;

/// Which parameters of a network are meant, by name and shape.
///
/// ```java
/// ParameterFilter inner = ParameterFilter.matrices().and(ParameterFilter.named("head|embed").not());
/// ```
@FunctionalInterface
public interface ParameterFilter {
  /// Whether the parameter is meant.
  boolean test(String name, Parameter parameter);

  /// All.
  static ParameterFilter all() {
    return (name, p) -> true;
  }

  /// Those in whose dotted name the regular expression is found.
  ///
  /// @throws java.util.regex.PatternSyntaxException if it is none
  static ParameterFilter named(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return (name, p) -> pattern.matcher(name).find();
  }

  /// Vectors and single numbers: biases, and the scales and shifts of norms. They need no weight
  /// decay, which pulls a scale away from 1 and a bias away from where the data have it.
  static ParameterFilter biasesAndNorms() {
    return (name, p) -> p.tensor().rank() < 2;
  }

  /// Matrices and kernels: all that is neither a bias nor a part of a norm.
  static ParameterFilter matrices() {
    return biasesAndNorms().not();
  }

  /// Those that are not meant.
  default ParameterFilter not() {
    return (name, p) -> !test(name, p);
  }

  /// Those that both mean.
  default ParameterFilter and(ParameterFilter other) {
    return (name, p) -> test(name, p) && other.test(name, p);
  }

  /// Those that either means.
  default ParameterFilter or(ParameterFilter other) {
    return (name, p) -> test(name, p) || other.test(name, p);
  }

  /// The parameters that are meant, in their order.
  default Map<String, Parameter> of(Map<String, Parameter> parameters) {
    Map<String, Parameter> meant = new LinkedHashMap<>();
    parameters.forEach((name, p) -> {
      if (test(name, p)) {
        meant.put(name, p);
      }
    });
    return meant;
  }
}
