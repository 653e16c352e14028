package octavo.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Sums of products by Einstein's convention: `"ij,jk->ik"` is the matrix product, `"ii->i"` the
/// diagonal, `"bij->ij"` a sum over the batch. Letters name axes; a letter that is missing from the
/// result is summed over; without an arrow the result has the letters that occur once, in
/// alphabetical order. Composed of permutations, sums and batched matrix products, pair by pair
/// from the left, so it has derivatives of any order.
final class Einsum {
  private Einsum() {}

  /// A tensor whose axes have letters.
  private record Term(String letters, Tensor tensor) {}

  static Tensor of(String equation, Tensor... operands) {
    String compact = equation.replace(" ", "");
    int arrow = compact.indexOf("->");
    String[] inputs = (arrow < 0 ? compact : compact.substring(0, arrow)).split(",", -1);
    check(
        inputs.length == operands.length,
        equation,
        inputs.length + " operands are named",
        operands);
    String output = arrow < 0 ? implicit(inputs) : compact.substring(arrow + 2);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      check(
          inputs[i].chars().allMatch(Character::isLetter)
              && inputs[i].length() == operands[i].rank(),
          equation,
          "'" + inputs[i] + "' does not name the axes of operand " + i,
          operands);
      Tensors.computable("einsum", operands[i]);
      terms.add(diagonal(equation, new Term(inputs[i], operands[i]), operands));
    }
    for (char c : output.toCharArray()) {
      check(
          output.indexOf(c) == output.lastIndexOf(c)
              && terms.stream().anyMatch(t -> t.letters().indexOf(c) >= 0),
          equation,
          "'" + c + "' of the result is repeated or unknown",
          operands);
    }
    Term result = terms.getFirst();
    for (int i = 1; i < terms.size(); i++) {
      Set<Character> needed = new LinkedHashSet<>();
      output.chars().forEach(c -> needed.add((char) c));
      terms
          .subList(i + 1, terms.size())
          .forEach(t -> t.letters().chars().forEach(c -> needed.add((char) c)));
      result = contract(equation, result, terms.get(i), needed, operands);
    }
    return arrange(sumOut(result, output), output);
  }

  private static void check(boolean holds, String equation, String what, Tensor[] operands) {
    if (!holds) {
      List<Shape> shapes = new ArrayList<>();
      for (Tensor operand : operands) {
        shapes.add(operand.shape());
      }
      throw new IllegalArgumentException(
          "einsum: %s in \"%s\", but the operands are %s.".formatted(what, equation, shapes));
    }
  }

  private static String sizesDiffer(char letter) {
    return "'" + letter + "' has two different sizes";
  }

  private static String implicit(String[] inputs) {
    String all = String.join("", inputs);
    StringBuilder once = new StringBuilder();
    all.chars()
        .sorted()
        .filter(c -> all.indexOf(c) == all.lastIndexOf(c))
        .forEach(c -> once.append((char) c));
    return once.toString();
  }

  /// Repeated letters of one operand: only elements with equal indices remain.
  private static Term diagonal(String equation, Term term, Tensor[] operands) {
    String letters = term.letters();
    Tensor x = term.tensor();
    for (int a = 0; a < letters.length(); a++) {
      int b = letters.indexOf(letters.charAt(a), a + 1);
      if (b >= 0) {
        check(x.size(a) == x.size(b), equation, sizesDiffer(letters.charAt(a)), operands);
        Tensor equal = Tensors.eye(x.size(a)).to(x.dtype());
        int[] sizes = new int[x.rank()];
        Arrays.fill(sizes, 1);
        sizes[a] = x.size(a);
        sizes[b] = x.size(b);
        x = x.multiply(equal.reshape(sizes)).sum(b);
        letters = letters.substring(0, b) + letters.substring(b + 1);
        a--;
      }
    }
    return new Term(letters, x);
  }

  private static Term sumOut(Term term, String keep) {
    StringBuilder letters = new StringBuilder();
    List<Integer> gone = new ArrayList<>();
    for (int a = 0; a < term.letters().length(); a++) {
      if (keep.indexOf(term.letters().charAt(a)) >= 0) {
        letters.append(term.letters().charAt(a));
      } else {
        gone.add(a);
      }
    }
    if (gone.isEmpty()) {
      return term;
    }
    int[] axes = gone.stream().mapToInt(i -> i).toArray();
    return new Term(letters.toString(), term.tensor().sum(axes));
  }

  private static Tensor arrange(Term term, String order) {
    int[] axes = new int[order.length()];
    for (int a = 0; a < axes.length; a++) {
      axes[a] = term.letters().indexOf(order.charAt(a));
    }
    return term.tensor().permute(axes);
  }

  private static Term contract(
      String equation, Term left, Term right, Set<Character> needed, Tensor[] operands) {
    StringBuilder keep = new StringBuilder();
    needed.forEach(keep::append);
    Term a = sumOut(left, keep + right.letters());
    Term b = sumOut(right, keep + left.letters());
    StringBuilder batch = new StringBuilder();
    StringBuilder inner = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    int[] sizes = {1, 1, 1, 1};
    for (char c : a.letters().toCharArray()) {
      int size = a.tensor().size(a.letters().indexOf(c));
      int other = b.letters().indexOf(c);
      if (other < 0) {
        rows.append(c);
        sizes[1] *= size;
      } else {
        check(size == b.tensor().size(other), equation, sizesDiffer(c), operands);
        boolean stays = needed.contains(c);
        (stays ? batch : inner).append(c);
        sizes[stays ? 0 : 2] *= size;
      }
    }
    for (char c : b.letters().toCharArray()) {
      if (a.letters().indexOf(c) < 0) {
        columns.append(c);
        sizes[3] *= b.tensor().size(b.letters().indexOf(c));
      }
    }
    Tensor x = arrange(a, "" + batch + rows + inner).reshape(sizes[0], sizes[1], sizes[2]);
    Tensor y = arrange(b, "" + batch + inner + columns).reshape(sizes[0], sizes[2], sizes[3]);
    String letters = "" + batch + rows + columns;
    int[] shape = new int[letters.length()];
    for (int i = 0; i < shape.length; i++) {
      int at = a.letters().indexOf(letters.charAt(i));
      shape[i] =
          at >= 0 ? a.tensor().size(at) : b.tensor().size(b.letters().indexOf(letters.charAt(i)));
    }
    return new Term(letters, x.matmul(y).reshape(Shape.of(shape)));
  }
}
