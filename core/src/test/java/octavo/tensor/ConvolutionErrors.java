package octavo.tensor;

import java.util.List;

/// What convolutions refuse, from every entry point.
final class ConvolutionErrors {
  private static final Tensor LINE = Tensor.ones(2, 4, 8);
  private static final Tensor IMAGE = Tensor.ones(2, 4, 8, 8);
  private static final Tensor VOLUME = Tensor.ones(1, 4, 3, 8, 8);
  private static final ConvOptions PLAIN = ConvOptions.DEFAULT;
  private static final ConvTransposeOptions UP = ConvTransposeOptions.DEFAULT;

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "conv1d options",
              () -> IMAGE.conv1d(LINE, null, PLAIN),
              "conv1d: the input must be [batch, channels, length], but is [2, 4, 8, 8]."),
          new ErrorCase(
              "conv1d kernel",
              () -> LINE.conv1d(Tensor.ones(3, 4, 9), null, PLAIN),
              "conv1d: the kernel must fit into the padded input, but along the length it covers 9 and the input has 8 with padding 0. Pad more, or use a smaller kernel or dilation."),
          new ErrorCase(
              "conv1d groups",
              () -> LINE.conv1d(Tensor.ones(3, 2, 3), null, PLAIN.withGroups(2)),
              "conv1d: groups must divide the channels, but groups is 2, the input has 4 channels and the output 3."),
          new ErrorCase(
              "conv3d options",
              () -> VOLUME.conv3d(Tensor.ones(3, 4, 4, 3, 3), null, PLAIN),
              "conv3d: the kernel must fit into the padded input, but along the depth it covers 4 and the input has 3 with padding 0. Pad more, or use a smaller kernel or dilation."),
          new ErrorCase(
              "conv3d unbatched",
              () -> IMAGE.conv3d(Tensor.ones(3, 4, 3, 3, 3), null, PLAIN),
              "conv3d: the input must be [batch, channels, depth, height, width], but is [2, 4, 8, 8]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "conv3d weight",
              () -> VOLUME.conv3d(Tensor.ones(3, 2, 3, 3, 3), null, PLAIN),
              "conv3d: the weight must be [out, in/groups, depth, height, width], but is [3, 2, 3, 3, 3] for input [1, 4, 3, 8, 8] and 1 group."),
          new ErrorCase(
              "conv2d channels last",
              () -> LINE.conv2d(LINE, null, PLAIN.withLayout(Layout.CHANNELS_LAST)),
              "conv2d: the input must be [batch, height, width, channels], but is [2, 4, 8]. Add a batch with unsqueeze(0)."),
          new ErrorCase(
              "conv2d pinned",
              () ->
                  IMAGE.conv2d(
                      Tensor.ones(3, 4, 3, 3), null, PLAIN.withAlgorithm(ConvAlgorithm.POINTWISE)),
              "convolution: the algorithm must compute this output, but pointwise says: the kernel must be 1×1. Use the algorithm auto, or see what each says with octavo bench conv2d --why."),
          new ErrorCase(
              "conv2d too large",
              () ->
                  Tensor.ones(1, 1, 1, 1)
                      .conv2d(
                          Tensor.ones(2, 1, 1, 1),
                          null,
                          PLAIN.withPadding(Padding.of(20000, 20000))),
              "conv2d: the output must have at most 2³¹ - 1 numbers, but would have 3200160002. Use a smaller batch, fewer channels or a larger stride."),
          new ErrorCase(
              "convTranspose1d weight",
              () -> LINE.convTranspose1d(Tensor.ones(3, 4, 3), null, UP),
              "convTranspose1d: the weight must be [in, out/groups, length], but is [3, 4, 3] for input [2, 4, 8] and 1 group."),
          new ErrorCase(
              "convTranspose2d weight",
              () -> IMAGE.convTranspose2d(Tensor.ones(4, 2, 3, 3), Tensor.ones(3), UP),
              "convTranspose2d: the bias must have one number per output channel, but is [3] for weight [4, 2, 3, 3]."),
          new ErrorCase(
              "convTranspose2d output padding",
              () -> IMAGE.convTranspose2d(Tensor.ones(4, 2, 3, 3), null, UP.withOutputPadding(1)),
              "convTranspose2d: outputPadding must be less than the stride, but along the height it is 1 and the stride 1."),
          new ErrorCase(
              "convTranspose2d vanishes",
              () -> IMAGE.convTranspose2d(Tensor.ones(4, 2, 3, 3), null, UP.withPadding(5)),
              "convTranspose2d: the output must have 1 to 2³¹ - 1 numbers along each axis, but along the height it would have 0. Change the padding or the stride."),
          new ErrorCase(
              "convTranspose2d groups",
              () -> IMAGE.convTranspose2d(Tensor.ones(4, 2, 3, 3), null, UP.withGroups(3)),
              "convTranspose2d: groups must divide the channels, but groups is 3, the input has 4 channels and the output 6."),
          new ErrorCase(
              "convTranspose3d weight",
              () -> VOLUME.convTranspose3d(Tensor.ones(4, 2, 3, 3, 0), null, UP),
              "convTranspose3d: the kernel must have at least one number along each axis, but the weight is [4, 2, 3, 3, 0]."));

  private ConvolutionErrors() {}
}
