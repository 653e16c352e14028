package octavo.train;

/// Where a training is, after a batch.
///
/// @param epoch the number of the epoch, from 1
/// @param epochs how many there will be
/// @param batch how many batches of the epoch are done
/// @param batches how many the epoch has
/// @param loss the mean loss of the epoch so far
/// @param accuracy the share classified right of the epoch so far
public record Progress(
    int epoch, int epochs, int batch, int batches, double loss, double accuracy) {}
