package octavo.cli;

import java.util.Collection;
import java.util.Locale;

/// The name that was probably meant by a misspelled one.
final class Suggestion {
  private Suggestion() {}

  /// ` Did you mean 'train'?`, or nothing if no name is near: at most one letter in three is wrong.
  static String of(String given, Collection<String> names) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int edits = edits(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < least) {
        least = edits;
        nearest = name;
      }
    }
    return least <= given.length() / 3 ? " Did you mean '" + nearest + "'?" : "";
  }

  /// How many letters must be put in, taken out, changed or exchanged with the next (Damerau, 1964).
  private static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int changed = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(changed, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
