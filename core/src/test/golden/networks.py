"""The networks of octavo.nn.model in plain PyTorch, with torchvision's names and narrower widths."""

import torch
import torch.nn.functional as F
from torch import nn


def projection(i, o, stride):
    """The shortcut of a residual block: nothing where shapes agree."""
    if stride == 1 and i == o:
        return None
    return nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))


class BasicBlock(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        self.downsample = projection(i, o, stride)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class Bottleneck(nn.Module):
    def __init__(self, i, narrow, stride):
        super().__init__()
        o = 4 * narrow
        self.conv1, self.bn1 = nn.Conv2d(i, narrow, 1, bias=False), nn.BatchNorm2d(narrow)
        self.conv2 = nn.Conv2d(narrow, narrow, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(narrow)
        self.conv3, self.bn3 = nn.Conv2d(narrow, o, 1, bias=False), nn.BatchNorm2d(o)
        self.downsample = projection(i, o, stride)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(F.relu(self.bn2(self.conv2(y)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self, bottleneck, blocks, width, classes, small_stem):
        super().__init__()
        size, stride = (3, 1) if small_stem else (7, 2)
        self.conv1 = nn.Conv2d(3, width, size, stride, size // 2, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.maxpool = nn.Identity() if small_stem else nn.MaxPool2d(3, 2, 1)
        i = width
        for stage, count in enumerate(blocks):
            made = []
            for block in range(count):
                o = width << stage
                stride = 2 if stage > 0 and block == 0 else 1
                made.append(Bottleneck(i, o, stride) if bottleneck else BasicBlock(i, o, stride))
                i = 4 * o if bottleneck else o
            setattr(self, f"layer{stage + 1}", nn.Sequential(*made))
        self.fc = nn.Linear(i, classes)

    def forward(self, x):
        h = self.maxpool(F.relu(self.bn1(self.conv1(x))))
        h = self.layer4(self.layer3(self.layer2(self.layer1(h))))
        return self.fc(F.adaptive_avg_pool2d(h, 1).flatten(1))


def activated(i, o, size, stride, groups):
    return nn.Sequential(nn.Conv2d(i, o, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(o), nn.ReLU6())


class InvertedResidual(nn.Module):
    def __init__(self, i, o, stride, expansion):
        super().__init__()
        wide = i * expansion
        self.shortcut = stride == 1 and i == o
        self.conv = nn.Sequential(
            *([activated(i, wide, 1, 1, 1)] if expansion != 1 else []),
            activated(wide, wide, 3, stride, wide),
            nn.Conv2d(wide, o, 1, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        return x + self.conv(x) if self.shortcut else self.conv(x)


class MobileNetV2(nn.Module):
    STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
        (6, 160, 3, 2), (6, 320, 1, 1))

    def __init__(self, width, classes):
        super().__init__()

        def channels(n):
            rounded = max(8, int(n + 4) // 8 * 8)
            return rounded + 8 if rounded < 0.9 * n else rounded

        i = channels(32 * width)
        features = [activated(3, i, 3, 2, 1)]
        for expansion, o, blocks, stride in self.STAGES:
            o = channels(o * width)
            for block in range(blocks):
                features.append(InvertedResidual(i, o, stride if block == 0 else 1, expansion))
                i = o
        last = channels(1280 * max(1, width))
        self.features = nn.Sequential(*features, activated(i, last, 1, 1, 1))
        self.classifier = nn.Sequential(nn.Dropout(0), nn.Linear(last, classes))

    def forward(self, x):
        return self.classifier(F.adaptive_avg_pool2d(self.features(x), 1).flatten(1))


class Vgg16(nn.Module):
    def __init__(self, width, hidden, classes):
        super().__init__()
        features, i = [], 3
        for count, factor in ((2, 1), (2, 2), (3, 4), (3, 8), (3, 8)):
            for _ in range(count):
                features += [nn.Conv2d(i, factor * width, 3, padding=1), nn.ReLU()]
                i = factor * width
            features.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(
            nn.Linear(49 * i, hidden), nn.ReLU(), nn.Dropout(0),
            nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout(0), nn.Linear(hidden, classes))

    def forward(self, x):
        return self.classifier(F.adaptive_avg_pool2d(self.features(x), 7).flatten(1))


def pattern(k, shape):
    """Numbers in [-1/2, 1/2) that look random and need not be stored."""
    i = torch.arange(torch.Size(shape).numel(), dtype=torch.int64)
    h = (i * i * 31 + i * 48271 + k * 7919 + 1) % 65537
    return (h.double() / 65537 - 0.5).reshape(shape)


def state(model):
    """Parameters in order, then buffers."""
    return dict([*model.named_parameters(), *model.named_buffers()])


def begin(model):
    """Fills parameters and buffers, so that signals neither vanish nor grow."""
    filled = {}
    for k, (name, value) in enumerate(state(model).items()):
        u = pattern(k, value.shape)
        if name.endswith("num_batches_tracked"):
            continue
        if name.endswith("running_mean"):
            first = 0.2 * u
        elif value.dim() == 1 and name.endswith("bias"):
            first = 0.2 * u
        elif value.dim() == 1:  # the weight or the variance of a norm
            first = 1 + 0.5 * u
        else:
            fan_in = value[0].numel()
            first = u * (24 / fan_in) ** 0.5
        filled[name] = first.float()
    model.load_state_dict(filled, strict=False)


def trained(model, x, targets, rate):
    """What inference, one training step and inference again give, and a digest of the change of each
    parameter and buffer: its norm, and its sum weighted by the pattern."""
    start = {k: v.detach().clone() for k, v in state(model).items()}
    model.eval()
    before = model(x)
    model.train()
    loss = F.cross_entropy(model(x), targets)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= rate * p.grad
    model.eval()
    digests = []
    for k, (name, value) in enumerate(state(model).items()):
        change = (value.detach() - start[name]).double()
        digests.append(torch.stack([change.norm(), (change * pattern(k, change.shape)).sum()]))
    return before, loss.reshape(1), model(x), torch.stack(digests)


CASES = {
    "resnet18-small-stem": (lambda: ResNet(False, (2, 2, 2, 2), 8, 5, True), (4, 3, 32, 32)),
    "resnet34": (lambda: ResNet(False, (3, 4, 6, 3), 4, 5, False), (4, 3, 96, 81)),
    "resnet50": (lambda: ResNet(True, (3, 4, 6, 3), 4, 5, False), (4, 3, 65, 64)),
    "mobilenet-v2": (lambda: MobileNetV2(0.25, 5), (4, 3, 64, 70)),
    "vgg16": (lambda: Vgg16(4, 24, 5), (4, 3, 70, 96)),
}


def golden(rate=0.01):
    """All arrays of the golden file; computed in float64 from numbers of float32."""
    arrays = {}
    for name, (create, shape) in CASES.items():
        model = create()
        begin(model)
        x = (4 * pattern(-1, shape)).float()
        targets = torch.arange(shape[0]) % 5
        before, loss, after, digests = trained(model.double(), x.double(), targets, rate)
        arrays[f"{name}/before"], arrays[f"{name}/loss"] = before, loss
        arrays[f"{name}/after"], arrays[f"{name}/digests"] = after, digests
    return arrays


if __name__ == "__main__":  # how far float32 is from float64
    double = golden()
    for name, (create, shape) in CASES.items():
        model = create()
        begin(model)
        x = (4 * pattern(-1, shape)).float()
        found = trained(model, x, torch.arange(shape[0]) % 5, 0.01)
        for what, f in zip(("before", "loss", "after", "digests"), found):
            d = double[f"{name}/{what}"]
            if what == "digests":
                least = 1e-3 * d[:, 0].max()  # some gradients are zero but for rounding
                e = (f.double() - d).abs() / d[:, :1].clamp(min=least)
                print(name, what, e.max().item())
            else:
                print(name, what, ((f.double() - d).abs().max() / d.abs().max()).item())
