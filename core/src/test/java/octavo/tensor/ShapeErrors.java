package octavo.tensor;

import java.util.List;
import octavo.storage.DType;

/// Shapes and axes that do not fit, where numbers are only rearranged.
final class ShapeErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "reshape(int[]) count",
              () -> X.reshape(4, 2),
              "reshape: the number of elements must stay, but [2, 3] has 6 and [4, 2] has 8."),
          new ErrorCase(
              "reshape(int[]) unknown",
              () -> X.reshape(4, -1),
              "reshape: the number of elements must stay, but [2, 3] has 6, which no size for -1 in [4, -1] gives."),
          new ErrorCase(
              "reshape(int[]) two unknown",
              () -> X.reshape(-1, -1),
              "reshape: sizes must not be negative, save one -1, but are [-1, -1]."),
          new ErrorCase(
              "reshape(int[]) negative",
              () -> X.reshape(-2, 3),
              "reshape: sizes must not be negative, save one -1, but are [-2, 3]."),
          new ErrorCase(
              "reshape(Shape)",
              () -> X.reshape(Shape.of(5)),
              "reshape: the number of elements must stay, but [2, 3] has 6 and [5] has 5."),
          new ErrorCase(
              "flatten",
              () -> X.flatten(2),
              "flatten: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "transpose of a vector",
              () -> V.transpose(),
              "transpose: at least two axes are needed, but the shape is [4]."),
          new ErrorCase(
              "transpose(int,int)",
              () -> X.transpose(0, 2),
              "transpose: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "permute few",
              () -> X.permute(0),
              "permute: order must name every axis once, but is [0] for shape [2, 3]."),
          new ErrorCase(
              "permute twice",
              () -> X.permute(0, 0),
              "permute: order must name each axis from 0 to 1 once, but is [0, 0]."),
          new ErrorCase(
              "permute axis",
              () -> X.permute(0, 5),
              "permute: axis must be in [-2, 1], but is 5 for shape [2, 3]."),
          new ErrorCase(
              "expand",
              () -> X.expand(4, 3),
              "expand: only sizes of 1 are repeated, aligned at the last axis, but the tensor is [2, 3] and the new shape [4, 3]."),
          new ErrorCase(
              "expand smaller",
              () -> X.expand(3),
              "expand: only sizes of 1 are repeated, aligned at the last axis, but the tensor is [2, 3] and the new shape [3]."),
          new ErrorCase(
              "expand new unknown",
              () -> X.expand(-1, 2, 3),
              "expand: sizes must not be negative, save -1 for an axis that is there, but are [-1, 2, 3] for [2, 3]."),
          new ErrorCase(
              "expandTo",
              () -> X.expandTo(Shape.of(2, 4)),
              "expandTo: only sizes of 1 are repeated, aligned at the last axis, but the tensor is [2, 3] and the new shape [2, 4]."),
          new ErrorCase(
              "sumTo",
              () -> X.sumTo(Shape.of(4)),
              "sumTo: the shape must broadcast to the tensor's, but is [4] for a tensor of [2, 3]."),
          new ErrorCase(
              "squeeze size",
              () -> X.squeeze(0),
              "squeeze: the axis must have size 1, but axis 0 of [2, 3] has 2."),
          new ErrorCase(
              "squeeze axis",
              () -> X.squeeze(2),
              "squeeze: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "unsqueeze",
              () -> X.unsqueeze(3),
              "unsqueeze: axis must be in [-3, 2], but is 3 for shape [2, 3]."),
          new ErrorCase(
              "unsqueeze before",
              () -> X.unsqueeze(-4),
              "unsqueeze: axis must be in [-3, 2], but is -4 for shape [2, 3]."),
          new ErrorCase(
              "flip", () -> X.flip(2), "flip: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "flip twice",
              () -> X.flip(0, -2),
              "flip: axes must be distinct, but axis 0 is named twice in [0, -2]."),
          new ErrorCase(
              "narrow axis",
              () -> X.narrow(2, 0, 1),
              "narrow: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "narrow length",
              () -> X.narrow(1, 1, 3),
              "narrow: start and length must not be negative and end in axis 1 of [2, 3], but start is 1 and length 3."),
          new ErrorCase(
              "narrow start",
              () -> X.narrow(1, -1, 1),
              "narrow: start and length must not be negative and end in axis 1 of [2, 3], but start is -1 and length 1."),
          new ErrorCase(
              "pad(int,int,int) axis",
              () -> X.pad(2, 1, 1),
              "pad: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "pad(int,int,int) negative",
              () -> X.pad(0, -1, 0),
              "pad: numbers must not be negative, but are -1 and 0. Use narrow to cut."),
          new ErrorCase(
              "pad(int,int,int,Border) axis",
              () -> X.pad(2, 1, 1, Border.REFLECT),
              "pad: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "pad(int,int,int,Border) negative",
              () -> X.pad(0, 0, -1, Border.REPLICATE),
              "pad: numbers must not be negative, but are 0 and -1. Use narrow to cut."),
          new ErrorCase(
              "pad(int,int,int,Border) mirrored",
              () -> X.pad(1, 1, 3, Border.REFLECT),
              "pad: REFLECT makes at most 2 numbers on a side of axis 1 of [2, 3], but 1 and 3 are wanted."),
          new ErrorCase(
              "pad(int,int,int,Border) around",
              () -> X.pad(1, 4, 0, Border.CIRCULAR),
              "pad: CIRCULAR makes at most 3 numbers on a side of axis 1 of [2, 3], but 4 and 0 are wanted."),
          new ErrorCase(
              "pad(int,int,int,Border) nothing",
              () -> Tensor.zeros(2, 0).pad(1, 1, 0, Border.REPLICATE),
              "pad: REPLICATE makes at most 0 numbers on a side of axis 1 of [2, 0], but 1 and 0 are wanted."),
          new ErrorCase(
              "unfold size",
              () -> X.unfold(1, 4, 1),
              "unfold: size and step must be at least 1 and a window fit into axis 1 of [2, 3], but size is 4 and step 1."),
          new ErrorCase(
              "unfold step",
              () -> X.unfold(1, 2, 0),
              "unfold: size and step must be at least 1 and a window fit into axis 1 of [2, 3], but size is 2 and step 0."),
          new ErrorCase(
              "unfold axis",
              () -> X.unfold(2, 1, 1),
              "unfold: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "split axis",
              () -> X.split(2, 1),
              "split: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "split size", () -> X.split(0, 0), "split: size must be at least 1, but is 0."),
          new ErrorCase(
              "chunk count", () -> X.chunk(0, 0), "chunk: count must be at least 1, but is 0."),
          new ErrorCase(
              "chunk axis",
              () -> X.chunk(3, 2),
              "chunk: axis must be in [-2, 1], but is 3 for shape [2, 3]."),
          new ErrorCase(
              "repeat axis",
              () -> X.repeat(2, 2),
              "repeat: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "repeat times",
              () -> X.repeat(0, -1),
              "repeat: times must not be negative, but is -1."),
          new ErrorCase(
              "size", () -> X.size(2), "size: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "size of a scalar",
              () -> Tensor.scalar(1).size(0),
              "size: axis must name an axis, but is 0 for a scalar, which has none."),
          new ErrorCase(
              "permute one",
              () -> X.permute(1),
              "permute: order must name every axis once, but is [1] for shape [2, 3]."),
          new ErrorCase(
              "permute many",
              () -> X.permute(1, 0, 1),
              "permute: order must name every axis once, but is [1, 0, 1] for shape [2, 3]."),
          new ErrorCase(
              "narrow negative length",
              () -> X.narrow(1, 1, -1),
              "narrow: start and length must not be negative and end in axis 1 of [2, 3], but start is 1 and length -1."),
          new ErrorCase(
              "narrow beyond integers",
              () -> X.narrow(1, Integer.MAX_VALUE, Integer.MAX_VALUE),
              "narrow: start and length must not be negative and end in axis 1 of [2, 3], but start is 2147483647 and length 2147483647."),
          new ErrorCase(
              "unfold of nothing",
              () -> Tensor.ones(0).unfold(0, 1, 1),
              "unfold: size and step must be at least 1 and a window fit into axis 0 of [0], but size is 1 and step 1."),
          new ErrorCase(
              "pad(int,int,int) too far",
              () -> X.pad(0, Integer.MAX_VALUE, 1),
              "pad: an axis has at most 2³¹ - 1 elements, but the result would have 2147483650."),
          new ErrorCase(
              "pad(int,int,int,double) axis",
              () -> X.pad(2, 1, 1, 5),
              "pad: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "pad(int,int,int,double) negative",
              () -> X.pad(0, 0, -1, 5),
              "pad: numbers must not be negative, but are 0 and -1. Use narrow to cut."),
          new ErrorCase(
              "repeat too often",
              () -> V.repeat(0, 1 << 29),
              "Shape: a tensor holds at most 2³¹ - 1 elements, but [536870912, 4] asks for more. Split it along its first axis."),
          new ErrorCase(
              "sumTo bfloat16",
              () -> X.to(DType.BFLOAT16).sumTo(Shape.of(3)),
              "sumTo: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new ErrorCase(
              "flatten scalar",
              () -> Tensor.scalar(1).flatten(0),
              "flatten: axis must name an axis, but is 0 for a scalar, which has none."));

  private ShapeErrors() {}
}
