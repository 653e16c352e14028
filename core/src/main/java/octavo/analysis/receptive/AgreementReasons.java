package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Says in words what tells the answers of three calculations apart.
final class AgreementReasons {
  private AgreementReasons() {}

  static Agreement of(
      NodeField field,
      int[] position,
      Support topDown,
      Support endless,
      Support bottomUp,
      @Nullable Support measured) {
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < field.axes().size(); i++) {
      AxisField axis = field.axes().get(i);
      clipped(axis, topDown.axes().get(i), endless.axes().get(i), reasons);
      holes(topDown.axes().get(i), reasons);
      if (axis.isUneven()) {
        reasons.add(
            "axis %d: places see %d to %d places of the input, %s"
                .formatted(
                    axis.axis(),
                    axis.smallest(),
                    axis.size(),
                    axis.regular()
                        ? "in turn, by their phase of a stride"
                        : "each by where it lies"));
      }
      if (measured != null) {
        measured(topDown.axes().get(i), measured.axes().get(i), reasons);
      }
    }
    if (measured == null) {
      reasons.add("no gradient gets to the input, so nothing is measured");
    }
    reasons.addAll(field.notes());
    return new Agreement(
        field.node(),
        Arrays.stream(position).boxed().toList(),
        topDown,
        bottomUp,
        measured,
        List.copyOf(reasons));
  }

  private static void clipped(
      AxisField field, Support.Axis seen, Support.Axis endless, List<String> reasons) {
    if (!field.whole() && !endless.places().isEmpty() && !endless.places().equals(seen.places())) {
      reasons.add(
          "axis %d: the field %s reaches over the edge of the input, [0, %d), of which %s is left"
              .formatted(field.axis(), endless, field.inputSize(), seen));
    }
  }

  private static void holes(Support.Axis seen, List<String> reasons) {
    if (seen.holes() > 0) {
      reasons.add(
          "axis %d: of the %d places from the first to the last %d are read, the others lie in the holes of a dilation or of a stride larger than its kernel"
              .formatted(seen.axis(), seen.extent(), seen.places().size()));
    }
  }

  private static void measured(Support.Axis formula, Support.Axis gradient, List<String> reasons) {
    Set<Integer> silent = new TreeSet<>(formula.places());
    gradient.places().forEach(silent::remove);
    Set<Integer> unexpected = new TreeSet<>(gradient.places());
    formula.places().forEach(unexpected::remove);
    if (!silent.isEmpty()) {
      reasons.add(
          "axis %d: places %s may be read but have no gradient: nothing but whole numbers or truth values comes from them, or the one channel, number of a window or row of an index that is asked for does not read them, or the gradient is too small for its type"
              .formatted(formula.axis(), silent));
    }
    if (!unexpected.isEmpty()) {
      reasons.add(
          "axis %d: places %s have a gradient although no rule reads them; the rule of an operation is wrong"
              .formatted(formula.axis(), unexpected));
    }
  }
}
