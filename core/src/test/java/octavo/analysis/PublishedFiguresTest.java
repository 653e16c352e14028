package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.Layer;
import octavo.nn.Lstm;
import octavo.nn.MultiHeadAttention;
import octavo.nn.model.LeNet;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.nn.model.UNet;
import octavo.nn.model.Vgg16;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Parameters and multiply-adds of well-known networks, to the last digit: those of torchvision's pages, and
/// for LeNet, U-Net and attention those that `torch.utils.flop_counter` of PyTorch counts.
class PublishedFiguresTest {
  private static final Rng RNG = Rng.of(1);

  private static void check(Layer network, long parameters, long multiplyAdds, int... sample) {
    NetworkSummary.Totals totals =
        NetworkSummary.of(NetworkGraph.of(network, Tensor.zeros(sample))).totals();
    assertThat(totals.parameters()).isEqualTo(parameters);
    assertThat(totals.unusedParameters()).isZero();
    assertThat(totals.multiplyAdds()).isEqualTo(multiplyAdds);
  }

  @Test
  void residualNetworks() {
    check(ResNet.resnet18(1000).create(RNG), 11_689_512, 1_814_073_344L, 1, 3, 224, 224);
    check(ResNet.resnet34(1000).create(RNG), 21_797_672, 3_663_761_408L, 1, 3, 224, 224);
    check(ResNet.resnet50(1000).create(RNG), 25_557_032, 4_089_184_256L, 1, 3, 224, 224);
  }

  /// Without the hidden layers of the classifier, which alone have 119 million parameters: they are put in by
  /// arithmetic.
  @Test
  void vgg() {
    long hidden = 4096;
    long features = 512 * 7 * 7;
    long whole = features * hidden + hidden * hidden + hidden * 1000;
    long here = features + 1 + 1000;
    check(
        Vgg16.of(1000).withHidden(1).create(RNG),
        138_357_544 - whole - 2 * hidden + here + 2,
        15_470_264_320L - whole + here,
        1,
        3,
        224,
        224);
  }

  @Test
  void mobileNet() {
    check(MobileNetV2.of(1000).create(RNG), 3_504_872, 300_774_272L, 1, 3, 224, 224);
  }

  @Test
  void smallNetworks() {
    check(LeNet.create(10, RNG), 61_706, 416_520, 1, 1, 28, 28);
    check(UNet.of(3, 2).create(RNG), 31_037_698, 3_010_723_840L, 1, 3, 64, 64);
    check(MultiHeadAttention.of(64, 4).create(RNG), 16_640, 353_280, 2, 10, 64);
    // two directions, four gates of 5, three steps of two sequences
    check(
        Lstm.of(4, 5).withBidirectional().create(RNG),
        2 * (20 * 4 + 20 * 5 + 40),
        2 * 3 * 2 * 20 * (4 + 5),
        2,
        3,
        4);
  }
}
