package octavo.analysis;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The operands and variables of a method at one place of its code. As in the virtual machine, a long or
/// double is two entries, of which the first stands for it.
final class Operands {
  private final List<Source> stack = new ArrayList<>();
  private final Source[] variables;

  Operands(int variables) {
    this.variables = new Source[variables];
    Arrays.fill(this.variables, Source.UNKNOWN);
  }

  Operands copy() {
    Operands copy = new Operands(variables.length);
    copy.stack.addAll(stack);
    System.arraycopy(variables, 0, copy.variables, 0, variables.length);
    return copy;
  }

  /// Keeps what both have in common. Says whether this has changed.
  boolean meet(Operands other) {
    boolean changed = false;
    for (int i = 0; i < Math.min(stack.size(), other.stack.size()); i++) {
      Source both = Source.either(stack.get(i), other.stack.get(i));
      changed |= !both.equals(stack.set(i, both));
    }
    for (int i = 0; i < variables.length; i++) {
      Source both = Source.either(variables[i], other.variables[i]);
      changed |= !both.equals(variables[i]);
      variables[i] = both;
    }
    return changed;
  }

  Source load(int variable) {
    return variables[variable];
  }

  void store(int variable, Source value) {
    variables[variable] = value;
  }

  void push(Source value, int size) {
    stack.add(value);
    for (int i = 1; i < size; i++) {
      stack.add(Source.UNKNOWN);
    }
  }

  Source pop(int size) {
    for (int i = 1; i < size; i++) {
      stack.removeLast();
    }
    return stack.removeLast();
  }

  /// Takes so many entries and puts so many unknown ones.
  void replace(int taken, int put) {
    for (int i = 0; i < taken; i++) {
      stack.removeLast();
    }
    for (int i = 0; i < put; i++) {
      stack.add(Source.UNKNOWN);
    }
  }

  void shuffle(Opcode opcode) {
    switch (opcode) {
      case POP -> replace(1, 0);
      case POP2 -> replace(2, 0);
      case DUP -> repeat(1, 0);
      case DUP_X1 -> repeat(1, 1);
      case DUP_X2 -> repeat(1, 2);
      case DUP2 -> repeat(2, 0);
      case DUP2_X1 -> repeat(2, 1);
      case DUP2_X2 -> repeat(2, 2);
      default -> stack.add(stack.size() - 2, stack.removeLast()); // swap
    }
  }

  /// Puts the last `count` entries once more, below `under` others.
  private void repeat(int count, int under) {
    int size = stack.size();
    List<Source> top = List.copyOf(stack.subList(size - count, size));
    stack.addAll(size - count - under, top);
  }
}
