package octavo.analysis;

import octavo.autograd.Trace;

/// What an operation costs.
///
/// @param multiplyAdds products that are added up
/// @param flops operations on numbers
/// @param bytes read and written
public record OperationCost(long multiplyAdds, long flops, long bytes) {
  static final OperationCost NOTHING = new OperationCost(0, 0, 0);

  static OperationCost of(Trace.Step step) {
    return NOTHING;
  }
}
