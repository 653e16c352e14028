"""The cases of pooling; called by make_golden.py."""

import torch
import torch.nn.functional as F


def maxima(f):
    n = f.normal
    f.case("max1d", lambda x: F.max_pool1d(x, 2), n(2, 3, 7))
    f.case("max1dOptions", lambda x: F.max_pool1d(x, 3, 2, 1, 2), n(2, 2, 11))
    f.case("max1dCeil",
        lambda x: F.max_pool1d(x, 3, 2, 1, ceil_mode=True, return_indices=True), n(2, 2, 8))
    f.case("max1dSizeOne", lambda x: F.max_pool1d(x, 1), n(1, 1, 1))
    f.case("max1dEmptyBatch", lambda x: F.max_pool1d(x, 2), n(0, 2, 6))
    f.case("max2d", lambda x: F.max_pool2d(x, 3, 2, 1, return_indices=True), n(2, 2, 6, 7))
    f.case("max2dStrideOne", lambda x: F.max_pool2d(x, 3, 1, 1, return_indices=True), n(1, 2, 5, 19))
    f.case("max2dWide",
        lambda x: F.max_pool2d(x, (2, 5), (1, 3), (1, 2), (2, 1), True, True), n(1, 2, 6, 21))
    f.case("max2dLargerThanInput",
        lambda x: F.max_pool2d(x, 3, 3, ceil_mode=True, return_indices=True), n(1, 2, 2, 1))
    f.case("max2dTies", lambda x: F.max_pool2d(x, 2, 1, return_indices=True),
        torch.tensor([[[[1.0, 1, 0], [1, 2, 2], [0, 2, -1]]]]))
    f.case("max2dEmptyBatch", lambda x: F.max_pool2d(x, 2, return_indices=True), n(0, 2, 5, 4))
    f.case("max3d", lambda x: F.max_pool3d(x, 2, return_indices=True), n(2, 2, 4, 5, 6))
    f.case("max3dPadded", lambda x: F.max_pool3d(x, 3, 2, 1, return_indices=True), n(1, 2, 5, 4, 7))
    f.case("max3dOptions",
        lambda x: F.max_pool3d(x, (2, 3, 2), (1, 2, 3), (1, 1, 0), (1, 2, 2), True, True),
        n(1, 2, 3, 7, 8))
    f.case("max3dSizeOne", lambda x: F.max_pool3d(x, 1), n(1, 1, 1, 1, 1))
    f.case("max3dEmptyBatch", lambda x: F.max_pool3d(x, 2), n(0, 1, 2, 4, 2))


def means(f):
    n = f.normal
    f.case("avg1d", lambda x: F.avg_pool1d(x, 2), n(2, 3, 7))
    f.case("avg1dOptions", lambda x: F.avg_pool1d(x, 3, 2, 1, True, False), n(2, 2, 8))
    f.case("avg1dCeil", lambda x: F.avg_pool1d(x, 4, 3, 2, True), n(2, 2, 9))
    f.case("avg1dSizeOne", lambda x: F.avg_pool1d(x, 1), n(1, 1, 1))
    f.case("avg1dEmptyBatch", lambda x: F.avg_pool1d(x, 2), n(0, 2, 6))
    f.case("avg2dStrideOne", lambda x: F.avg_pool2d(x, 3, 1, 1), n(1, 2, 5, 19))
    f.case("avg2dWide", lambda x: F.avg_pool2d(x, (2, 5), (1, 3), (1, 2), True), n(1, 2, 6, 21))
    f.case("avg2dDivisor", lambda x: F.avg_pool2d(x, 3, 2, 1, divisor_override=5), n(2, 2, 6, 7))
    f.case("avg2dDivisorOne",
        lambda x: F.avg_pool2d(x, 2, 2, 1, True, False, divisor_override=1), n(1, 2, 5, 4))
    f.case("avg2dEmptyBatch", lambda x: F.avg_pool2d(x, 2), n(0, 2, 5, 4))
    f.case("avg3d", lambda x: F.avg_pool3d(x, 2), n(2, 2, 4, 5, 6))
    f.case("avg3dPadded", lambda x: F.avg_pool3d(x, 3, 2, 1), n(1, 2, 5, 4, 7))
    f.case("avg3dWithoutPadding",
        lambda x: F.avg_pool3d(x, 3, 2, 1, True, False), n(1, 2, 6, 4, 5))
    f.case("avg3dOptions",
        lambda x: F.avg_pool3d(x, (2, 3, 2), (1, 2, 3), (1, 1, 0), True), n(1, 2, 3, 6, 8))
    f.case("avg3dDivisor", lambda x: F.avg_pool3d(x, 2, 1, divisor_override=3), n(1, 2, 3, 4, 3))
    f.case("avg3dSizeOne", lambda x: F.avg_pool3d(x, 1), n(1, 1, 1, 1, 1))


def powers(f):
    n, u = f.normal, f.uniform
    f.case("lp1d", lambda x: F.lp_pool1d(x, 2.0, 3, 2), n(2, 2, 9))
    f.case("lp1dOne", lambda x: F.lp_pool1d(x, 1.0, 2), n(2, 2, 6))
    f.case("lp2d", lambda x: F.lp_pool2d(x, 2.0, 2), n(2, 2, 6, 5))
    f.case("lp2dThree", lambda x: F.lp_pool2d(x, 3.0, (3, 2), 2), u(0.1, 2, 2, 2, 7, 6))
    f.case("lp2dFraction", lambda x: F.lp_pool2d(x, 1.5, 3, 1), u(0.1, 2, 1, 2, 5, 6))
    f.case("lp2dCeil", lambda x: F.lp_pool2d(x, 2.0, 3, 2, ceil_mode=True), n(1, 2, 6, 8))
    f.case("lp2dZeros", lambda x: F.lp_pool2d(x, 2.0, 2), torch.tensor([[[[0.0, 0, 3], [0, 0, 4]]]]))
    f.case("lp2dSizeOne", lambda x: F.lp_pool2d(x, 2.0, 1), n(1, 1, 1, 1))
    f.case("lp2dEmptyBatch", lambda x: F.lp_pool2d(x, 2.0, 2), n(0, 1, 4, 4))
    f.case("lp3d", lambda x: F.lp_pool3d(x, 2.0, 2, 1), n(1, 2, 3, 4, 3))


def adaptive(f):
    n = f.normal
    f.case("adaptiveAvg1d", lambda x: F.adaptive_avg_pool1d(x, 4), n(2, 2, 7))
    f.case("adaptiveAvg1dEven", lambda x: F.adaptive_avg_pool1d(x, 3), n(2, 2, 6))
    f.case("adaptiveAvg1dOne", lambda x: F.adaptive_avg_pool1d(x, 1), n(2, 2, 5))
    f.case("adaptiveAvg2dWide", lambda x: F.adaptive_avg_pool2d(x, (2, 5)), n(1, 2, 5, 21))
    f.case("adaptiveAvg2dEmptyBatch", lambda x: F.adaptive_avg_pool2d(x, 3), n(0, 2, 5, 4))
    f.case("adaptiveAvg3d", lambda x: F.adaptive_avg_pool3d(x, (2, 3, 4)), n(1, 2, 3, 5, 6))
    f.case("adaptiveAvg3dEven", lambda x: F.adaptive_avg_pool3d(x, (2, 1, 3)), n(1, 2, 4, 3, 6))
    f.case("adaptiveAvg3dLarger", lambda x: F.adaptive_avg_pool3d(x, 3), n(1, 1, 2, 1, 2))
    f.case("adaptiveMax1d", lambda x: F.adaptive_max_pool1d(x, 4, True), n(2, 2, 7))
    f.case("adaptiveMax1dEven", lambda x: F.adaptive_max_pool1d(x, 3, True), n(2, 2, 6))
    f.case("adaptiveMax2d", lambda x: F.adaptive_max_pool2d(x, (4, 3), True), n(2, 2, 7, 5))
    f.case("adaptiveMax2dEven", lambda x: F.adaptive_max_pool2d(x, (3, 2), True), n(2, 2, 6, 6))
    f.case("adaptiveMax2dLarger", lambda x: F.adaptive_max_pool2d(x, 4, True), n(1, 2, 3, 2))
    f.case("adaptiveMax2dOne", lambda x: F.adaptive_max_pool2d(x, 1, True), n(2, 3, 4, 5))
    f.case("adaptiveMax2dEmptyBatch", lambda x: F.adaptive_max_pool2d(x, 3, True), n(0, 2, 5, 4))
    f.case("adaptiveMax3d", lambda x: F.adaptive_max_pool3d(x, (2, 3, 4), True), n(1, 2, 3, 5, 6))
    f.case("adaptiveMax3dEven", lambda x: F.adaptive_max_pool3d(x, (2, 1, 3), True), n(1, 2, 4, 3, 6))


def unpooling(f):
    n = f.normal
    _, line = F.max_pool1d(n(2, 2, 7), 2, return_indices=True)
    f.case("unpool1d", lambda x, i: F.max_unpool1d(x, i, 2), n(2, 2, 3), line)
    f.case("unpool1dSize", lambda x, i: F.max_unpool1d(x, i, 2, output_size=(7,)), n(2, 2, 3), line)
    _, plane = F.max_pool2d(n(2, 2, 6, 8), 2, return_indices=True)
    f.case("unpool2d", lambda x, i: F.max_unpool2d(x, i, 2), n(2, 2, 3, 4), plane)
    f.case("unpool2dSize", lambda x, i: F.max_unpool2d(x, i, 2, output_size=(7, 8)), n(2, 2, 3, 4), plane)
    _, padded = F.max_pool2d(n(1, 2, 5, 7), 3, 3, 1, return_indices=True)
    f.case("unpool2dPadded", lambda x, i: F.max_unpool2d(x, i, 3, 3, 1), n(1, 2, 2, 3), padded % 28)
    _, volume = F.max_pool3d(n(1, 2, 4, 2, 6), 2, return_indices=True)
    f.case("unpool3d", lambda x, i: F.max_unpool3d(x, i, 2), n(1, 2, 2, 1, 3), volume)
    f.case("unpool3dSize",
        lambda x, i: F.max_unpool3d(x, i, 2, output_size=(5, 2, 7)), n(1, 2, 2, 1, 3), volume)


def fractional(f):
    n, u = f.normal, f.uniform

    def planes(kernel, size):
        return lambda x, s: F.fractional_max_pool2d(
            x, kernel, output_size=size, _random_samples=s.detach(), return_indices=True)

    def volumes(kernel, size):
        return lambda x, s: F.fractional_max_pool3d(
            x, kernel, output_size=size, _random_samples=s.detach(), return_indices=True)

    f.case("fractional2d", planes(2, (4, 5)), n(2, 2, 7, 9), u(0, 1, 2, 2, 2))
    f.case("fractional2dWide", planes((3, 2), (2, 6)), n(1, 3, 8, 11), u(0, 1, 1, 3, 2))
    f.case("fractional2dOne", planes(3, (1, 1)), n(1, 2, 5, 4), u(0, 1, 1, 2, 2))
    f.case("fractional2dSizeOne", planes(1, (1, 1)), n(1, 1, 1, 1), u(0, 1, 1, 1, 2))
    f.case("fractional2dWhole", planes(2, (4, 4)), n(1, 2, 5, 5), u(0, 1, 1, 2, 2))
    f.case("fractional3d", volumes(2, (2, 3, 4)), n(1, 2, 5, 6, 7), u(0, 1, 1, 2, 3))
    f.case("fractional3dWide", volumes((1, 2, 3), (3, 2, 2)), n(2, 1, 4, 5, 6), u(0, 1, 2, 1, 3))


def build(f):
    for cases in (maxima, means, powers, adaptive, unpooling, fractional):
        cases(f)
