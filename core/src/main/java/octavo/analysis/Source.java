package octavo.analysis;

import java.util.List;

/// Where a value in a method's code comes from, as far as it tells which layer is called.
sealed interface Source {
  /// Nothing is known.
  Source UNKNOWN = new Unknown();

  /// The object whose method it is.
  Source THIS = new This();

  /// Nothing is known.
  record Unknown() implements Source {}

  /// The object whose method it is.
  record This() implements Source {}

  /// What the method was given, from 0.
  record Argument(int index) implements Source {}

  /// What is made in the method, and so is no part of the network.
  record Made() implements Source {}

  /// A whole number.
  ///
  /// @param value the number
  /// @param at where it is loaded
  record Constant(int value, int at) implements Source {}

  /// A number that begins as a constant and only goes up.
  ///
  /// @param start where the constant is loaded
  /// @param step where it goes up
  record Counter(int start, int step) implements Source {}

  /// A field of an object, or what its accessor of that name returns.
  record Field(Source of, String name) implements Source {}

  /// A list made of these.
  record Listed(List<Source> sources) implements Source {}

  /// What goes through a list from its front.
  ///
  /// @param list the list
  /// @param start where it begins
  record Iterator(Source list, int start) implements Source {}

  /// One element of a list.
  ///
  /// @param list the list
  /// @param index which; -1 is the last
  record Element(Source list, int index) implements Source {}

  /// Any element of a list.
  ///
  /// @param list the list
  /// @param start where a way through the list begins on which elements come in order; -1 if there is
  ///     none
  /// @param step where that way comes to the next element
  record Elements(Source list, int start, int step) implements Source {}

  /// What comes from one place or from the other.
  static Source either(Source a, Source b) {
    if (a.equals(b)) {
      return a;
    }
    if (a instanceof Constant c && b instanceof Counter n && c.at() == n.start()) {
      return b;
    }
    return b instanceof Constant c && a instanceof Counter n && c.at() == n.start() ? a : UNKNOWN;
  }
}
