package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.kernel.gemm.SimdMicrokernel;
import org.junit.jupiter.api.Test;

/// Choices that were measured; a method not taken was slower by a tenth to a half.
class ConvPlannerTest {
  private static ConvGeometry geometry(
      int batch, int in, int size, int out, int kernel, int pad, int dilation, int groups) {
    return new ConvGeometry(
        batch, in, size, size, out, kernel, kernel, 1, 1, pad, pad, pad, pad, dilation, dilation,
        groups);
  }

  private static String taken(ConvPass pass, ConvGeometry g) {
    return new ConvPlanner(true)
        .explain(pass, g).stream()
            .filter(ConvPlanner.Verdict::taken)
            .map(ConvPlanner.Verdict::label)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void sixteenChannelsRepayTransforms() {
    assertThat(taken(ConvPass.FORWARD, geometry(8, 16, 55, 32, 5, 2, 1, 1)))
        .isEqualTo("winograd-4x4");
    assertThat(taken(ConvPass.INPUT, geometry(8, 16, 55, 32, 5, 2, 1, 1)))
        .isEqualTo("winograd-4x4");
    assertThat(taken(ConvPass.INPUT, geometry(1, 128, 31, 128, 3, 1, 1, 4)))
        .isEqualTo("winograd-4x4");
  }

  @Test
  void manyChannelsOfSmallImagesTakeLargeTiles() {
    // with narrower vectors the filters' transforms are dearer
    if (SimdMicrokernel.LANES == 16) {
      for (ConvPass pass : ConvPass.values()) {
        assertThat(taken(pass, geometry(1, 256, 14, 256, 3, 1, 1, 1))).isEqualTo("winograd-4x4");
        assertThat(taken(pass, geometry(16, 512, 4, 512, 3, 1, 1, 1))).isEqualTo("winograd-4x4");
      }
    }
  }

  /// With vectors of 256 bits the two are within a twentieth of each other here, and on larger images of such groups
  /// the transforms are faster by a quarter.
  @Test
  void smallImagesOfGroupsDoNotRepayTransforms() {
    if (SimdMicrokernel.LANES == 16) {
      assertThat(taken(ConvPass.FORWARD, geometry(4, 512, 14, 512, 3, 1, 1, 32)))
          .startsWith("direct");
    }
    assertThat(taken(ConvPass.WEIGHT, geometry(1, 128, 31, 128, 3, 1, 1, 8))).isEqualTo("direct");
  }

  /// A group of eight channels fills a quarter of a panel, of which a half is turned and stored.
  @Test
  void phasesOfGroupsOfFewChannelsAreRows() {
    if (SimdMicrokernel.LANES == 16) {
      ConvGeometry g = new ConvGeometry(4, 256, 56, 56, 256, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 32);
      assertThat(taken(ConvPass.INPUT, g)).isEqualTo("direct");
    }
  }

  /// What a generator of pictures begins with, and a kernel that sees the whole image.
  @Test
  void kernelsAsLargeAsTheImageAreProducts() {
    for (ConvPass pass : ConvPass.values()) {
      assertThat(taken(pass, geometry(64, 256, 4, 100, 4, 0, 1, 1))).isEqualTo("pointwise");
      assertThat(taken(pass, geometry(16, 512, 7, 4096, 7, 0, 1, 1))).isEqualTo("pointwise");
    }
  }

  @Test
  void groupsOfMorePixelsOrChannelsRepayTransforms() {
    for (ConvPass pass : new ConvPass[] {ConvPass.FORWARD, ConvPass.INPUT}) {
      assertThat(taken(pass, geometry(4, 256, 17, 256, 3, 1, 1, 8))).isEqualTo("winograd-4x4");
      assertThat(taken(pass, geometry(1, 128, 31, 128, 3, 1, 1, 8))).isEqualTo("winograd-4x4");
    }
  }

  @Test
  void weightGradientsWhoseTransformsDoNotFitAreDirect() {
    // the tiles of 256 channels are transformed for parts of the other channels, several times
    assertThat(taken(ConvPass.WEIGHT, geometry(4, 256, 14, 256, 3, 3, 3, 1))).isEqualTo("direct");
  }

  @Test
  void largeKernelsWithADilationRepayTransforms() {
    for (ConvPass pass : ConvPass.values()) {
      assertThat(taken(pass, geometry(2, 32, 55, 48, 5, 6, 3, 1))).isEqualTo("winograd-4x4");
    }
  }

  /// Sums of 27 terms cost their storing, and rows of pixels are stored whole.
  @Test
  void firstLayersAreRowsOfPixels() {
    for (int batch : new int[] {1, 8}) {
      for (int size : new int[] {32, 64, 224}) {
        ConvGeometry g = geometry(batch, 3, size, 64, 3, 1, 1, 1);
        assertThat(taken(ConvPass.FORWARD, g)).as("%s", g).isEqualTo("direct");
        assertThat(DirectRows.takes(g)).as("rows of %s", g).isTrue();
      }
    }
  }

  /// With vectors of 512 bits storing rows is dearer, beside products that are cheaper.
  @Test
  void stemsOfSixteenRegistersAreSumsOfRows() {
    for (int kernel : new int[] {5, 7}) {
      int pad = kernel / 2;
      ConvGeometry g =
          new ConvGeometry(1, 3, 224, 224, 64, kernel, kernel, 2, 2, pad, pad, pad, pad, 1, 1, 1);
      assertThat(taken(ConvPass.FORWARD, g))
          .isEqualTo(SimdMicrokernel.MANY_REGISTERS ? "direct-channels" : "direct");
    }
  }

  @Test
  void phasesOfSixteenChannelsAreSumsOfChannels() {
    ConvGeometry g = new ConvGeometry(2, 16, 55, 55, 64, 7, 7, 3, 3, 3, 3, 3, 3, 1, 1, 1);
    assertThat(taken(ConvPass.INPUT, g)).isEqualTo("direct-channels");
  }

  @Test
  void groupsOfFewChannelsAreTakenOneByOne() {
    for (int channels : new int[] {4, 8}) {
      ConvGeometry g = geometry(4, 32 * channels, 14, 32 * channels, 3, 1, 1, 32);
      for (ConvPass pass : ConvPass.values()) {
        assertThat(taken(pass, g)).as("%s of %s", pass, g).isEqualTo("direct");
      }
    }
  }

  @Test
  void takingImagesWithADilationApartIsDear() {
    // with narrower vectors products are dearer, and the transforms pay
    assertThat(taken(ConvPass.FORWARD, geometry(1, 64, 31, 64, 3, 3, 3, 1)))
        .isEqualTo(SimdMicrokernel.LANES == 16 ? "direct-channels" : "winograd-4x4");
    // many images repay it, and the weight gradient turns rows as they are
    assertThat(taken(ConvPass.FORWARD, geometry(4, 64, 55, 64, 3, 3, 3, 1)))
        .isEqualTo("winograd-4x4");
    assertThat(taken(ConvPass.INPUT, geometry(4, 64, 55, 64, 3, 3, 3, 1)))
        .isEqualTo("winograd-4x4");
    assertThat(taken(ConvPass.WEIGHT, geometry(1, 64, 31, 64, 3, 3, 3, 1)))
        .isEqualTo("winograd-4x4");
  }

  @Test
  void rowsOfTenPixelsFillTilesOfChannels() {
    assertThat(taken(ConvPass.FORWARD, geometry(64, 6, 14, 16, 5, 0, 1, 1)))
        .isEqualTo("direct-channels");
  }

  @Test
  void storingManyResultsOfFewProductsIsDear() {
    assertThat(taken(ConvPass.FORWARD, geometry(64, 1, 28, 16, 3, 1, 1, 1))).isEqualTo("direct");
    assertThat(taken(ConvPass.FORWARD, geometry(64, 1, 28, 32, 5, 0, 1, 1))).isEqualTo("direct");
    assertThat(taken(ConvPass.FORWARD, geometry(64, 3, 31, 32, 5, 2, 1, 1))).isEqualTo("direct");
    assertThat(taken(ConvPass.FORWARD, geometry(64, 64, 17, 64, 1, 0, 1, 1)))
        .isEqualTo("pointwise");
  }

  @Test
  void pairsOfResultsRepayStridesAndLongKernels() {
    String pairs = SimdMicrokernel.MANY_REGISTERS ? "direct-channels" : "paired";
    ConvGeometry strided = new ConvGeometry(1, 128, 56, 56, 128, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1);
    assertThat(taken(ConvPass.FORWARD, strided)).isEqualTo(pairs);
    ConvGeometry long7 = new ConvGeometry(4, 128, 17, 17, 128, 1, 7, 1, 1, 0, 3, 0, 3, 1, 1, 1);
    assertThat(taken(ConvPass.FORWARD, long7)).isEqualTo(pairs);
    assertThat(taken(ConvPass.INPUT, long7)).isEqualTo(pairs);
    // few channels of the result do not repay the planes
    ConvGeometry few = new ConvGeometry(1, 64, 56, 56, 16, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1);
    assertThat(taken(ConvPass.FORWARD, few)).startsWith("direct");
  }

  /// Planes of 192 channels are read from beyond the second-level cache.
  @Test
  void planesOfManyChannelsAreFar() {
    ConvGeometry long7 = new ConvGeometry(4, 192, 17, 17, 192, 1, 7, 1, 1, 0, 3, 0, 3, 1, 1, 1);
    assertThat(taken(ConvPass.FORWARD, long7)).isEqualTo("direct-channels");
    assertThat(taken(ConvPass.INPUT, long7)).isEqualTo("direct-channels");
  }

  /// Parts of an input gradient that there is no room for at once overlap by the size of the kernel.
  @Test
  void windowsOfAGradientAreComputedTwice() {
    ConvGeometry large = geometry(1, 32, 55, 32, 11, 5, 1, 1);
    assertThat(taken(ConvPass.INPUT, large)).isEqualTo("direct-channels");
    PairedConv paired = new PairedConv();
    BoundedConv parts = BoundedConv.of(paired, large);
    assertThat(parts.work(ConvPass.INPUT, large))
        .isGreaterThan(1.2 * paired.work(ConvPass.INPUT, large));
    assertThat(parts.work(ConvPass.FORWARD, large)).isEqualTo(paired.work(ConvPass.FORWARD, large));
  }
}
