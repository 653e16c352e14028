package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;

/// One step from the parts of an operation's input to those of its result.
sealed interface Stage {
  /// The sizes of the parts behind it.
  List<Integer> sizes();

  /// One link for each part ahead of it.
  record Links(List<AxisLink> links, List<Integer> sizes) implements Stage {}

  /// Runs of parts that hold the same numbers in the same order under other sizes.
  record Regroup(List<Group> groups) implements Stage {
    @Override
    public List<Integer> sizes() {
      List<Integer> all = new ArrayList<>();
      groups.forEach(group -> all.addAll(group.out()));
      return all;
    }
  }

  /// Neighboring parts, and what they become.
  ///
  /// @param in sizes ahead of it
  /// @param out sizes behind it, of the same product
  record Group(List<Integer> in, List<Integer> out) {
    boolean isSame() {
      return in.equals(out);
    }

    int elements() {
      int product = 1;
      for (int size : in) {
        product *= size;
      }
      return product;
    }
  }
}
