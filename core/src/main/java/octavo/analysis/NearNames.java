package octavo.analysis;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Names that are similar to one that does not exist.
final class NearNames {
  private static final int MOST = 3;

  private NearNames() {}

  /// A sentence with the names nearest to the wanted one.
  static String suggestion(String wanted, Collection<String> names) {
    List<String> near =
        names.stream()
            .filter(name -> !name.isEmpty())
            .sorted(Comparator.comparingInt((String name) -> distance(wanted, name)))
            .limit(MOST)
            .map(name -> "'" + name + "'")
            .toList();
    if (near.isEmpty()) {
      return "It has no layers with a path.";
    }
    return "Similar are " + String.join(", ", near) + ".";
  }

  /// How many letters must be put in, left out or replaced (Levenshtein, 1966).
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
