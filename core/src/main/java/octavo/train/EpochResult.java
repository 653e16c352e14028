package octavo.train;

/// What one epoch came to.
///
/// @param epoch its number, from 1
/// @param trainLoss the mean loss over the training examples
/// @param trainAccuracy the share of training examples classified right while training
/// @param testLoss the mean loss over the test examples
/// @param testAccuracy the share of test examples classified right
public record EpochResult(
    int epoch, double trainLoss, double trainAccuracy, double testLoss, double testAccuracy) {}
