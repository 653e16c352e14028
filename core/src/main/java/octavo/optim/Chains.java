package octavo.optim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import octavo.tensor.Shape;

/// What holds for a chain of transforms.
final class Chains {
  private Chains() {}

  static boolean isElementwise(List<Transform> chain) {
    return chain.stream().allMatch(ElementwiseTransform.class::isInstance);
  }

  /// Refuses a chain that no optimizer can carry out.
  static void check(List<Transform> chain, boolean lazyRows, String name, Shape shape) {
    Set<String> names = new HashSet<>(Set.of("step"));
    for (int t = 0; t < chain.size(); t++) {
      Transform transform = chain.get(t);
      transform.requireFit(name, shape);
      for (Slot slot : transform.slots(shape)) {
        if (!names.add(slot.name())) {
          throw new IllegalArgumentException(
              "Optimizer: the slots of a chain must have names of their own, but '"
                  + slot.name()
                  + "' stands twice.");
        }
      }
      if (writes(transform) && t < chain.size() - 1) {
        throw new IllegalArgumentException(
            "Optimizer: a transform that writes the parameter must be the last, but "
                + transform
                + " is number "
                + (t + 1)
                + " of "
                + chain.size()
                + ".");
      }
    }
    if (lazyRows) {
      requireElementwise("lazyRows", chain);
    }
  }

  static boolean writes(Transform transform) {
    return transform instanceof ElementwiseTransform elementwise && elementwise.writesParameter();
  }

  static void requireElementwise(String option, List<Transform> chain) {
    for (Transform transform : chain) {
      if (transform instanceof WholeTransform) {
        throw new IllegalArgumentException(
            option
                + ": rows can be updated by themselves only if all transforms are element-wise, but "
                + transform
                + " is not. Use an optimizer such as sgd, adagrad or adam for this parameter.");
      }
    }
  }
}
