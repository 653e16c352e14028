package octavo.data;

import java.util.function.UnaryOperator;

/// Examples that can be read by number, in any order and from any thread.
public interface Dataset {
  /// The number of examples.
  int size();

  /// The examples with these numbers, in this order.
  ///
  /// @throws IndexOutOfBoundsException if there is no such example
  Batch batch(int... numbers);

  /// This data set with a function applied to every batch when it is read.
  default Dataset map(UnaryOperator<Batch> transform) {
    Dataset source = this;
    return new Dataset() {
      @Override
      public int size() {
        return source.size();
      }

      @Override
      public Batch batch(int... numbers) {
        return transform.apply(source.batch(numbers));
      }
    };
  }
}
