package octavo.tensor;

/// The order of the axes of images.
public enum Layout {
  /// `[batch, channels, …]`, NCHW for pictures.
  CHANNELS_FIRST,
  /// `[batch, …, channels]`, NHWC for pictures. Kernels have the same order in both.
  CHANNELS_LAST
}
