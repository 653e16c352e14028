"""Ten training steps of small variational autoencoders with noise that stays the same, in float64 from a
start in float32. 'same' padding is TensorFlow's, spelled out."""

import torch
import torch.nn as nn
import torch.nn.functional as F

STEPS = 10


class GaussianVae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.mean, self.log_variance = nn.Linear(36, 12), nn.Linear(12, 3), nn.Linear(12, 3)
        self.hidden, self.output = nn.Linear(3, 12), nn.Linear(12, 36)

    def elbo(self, x, noise, step):
        x = x.flatten(1)
        h = F.relu(self.encoder(x))
        q = torch.distributions.Normal(self.mean(h), (0.5 * self.log_variance(h)).exp())
        z = q.loc + q.scale * noise
        logits = self.output(F.relu(self.hidden(z)))
        kl = torch.distributions.kl_divergence(q, torch.distributions.Normal(0.0, 1.0)).sum()
        return F.binary_cross_entropy_with_logits(logits, x, reduction="sum"), kl


class GumbelVae(nn.Module):
    def __init__(self, straight_through=False):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 3, 3, stride=2), nn.Conv2d(3, 6, 3, stride=2)
        self.encoder, self.logits = nn.Linear(24, 8), nn.Linear(8, 12)
        self.decoder, self.grid = nn.Linear(12, 8), nn.Linear(8, 24)
        self.up1, self.up2 = nn.ConvTranspose2d(6, 6, 3, stride=2), nn.ConvTranspose2d(6, 3, 3, stride=2)
        self.pixels = nn.ConvTranspose2d(3, 1, 3, padding=1)
        self.straight_through = straight_through

    def elbo(self, x, noise, step):
        h = F.relu(self.conv1(F.pad(x, (0, 1, 0, 1))))
        h = F.relu(self.conv2(F.pad(h, (0, 1, 0, 1)))).flatten(1)
        logits = self.logits(F.relu(self.encoder(h))).view(-1, 3, 4)
        q = torch.distributions.Categorical(logits=logits)
        z = torch.softmax((logits + noise) / (0.01 + 0.99 * 0.999**step), -1)
        if self.straight_through:
            z = F.one_hot(z.argmax(-1), 4).to(z.dtype) + z - z.detach()
        h = F.relu(self.grid(F.relu(self.decoder(z.flatten(1))))).view(-1, 6, 2, 2)
        h = F.relu(self.up1(h)[..., :-1, :-1])
        h = F.relu(self.up2(h)[..., :-1, :-1])
        uniform = torch.distributions.Categorical(logits=torch.zeros_like(logits))
        kl = torch.distributions.kl_divergence(q, uniform).sum()
        return F.binary_cross_entropy_with_logits(self.pixels(h), x, reduction="sum"), kl


def trained(name, model, x, noise, optimizers):
    start = {k: v.clone() for k, v in model.state_dict().items()}
    arrays = {"x": x, "noise": noise, **{f"start/{k}": v for k, v in start.items()}}
    for key, create in optimizers.items():
        model = model.double()
        model.load_state_dict(start)
        optimizer, parts = create(model.parameters()), []
        for step in range(STEPS):
            optimizer.zero_grad()
            reconstruction, kl = model.elbo(x.double(), noise[step].double(), step)
            ((reconstruction + kl) / len(x)).backward()
            optimizer.step()
            parts.append(torch.stack([reconstruction.detach(), kl.detach()]) / len(x))
        arrays[f"{key}/parts"] = torch.stack(parts)
        for k, v in model.state_dict().items():
            arrays[f"{key}/{k}"] = v.float()
    return {f"{name}/{k}": v for k, v in arrays.items()}


def save(write, folder):
    torch.manual_seed(51)
    optimizers = {
        "adam": lambda p: torch.optim.Adam(p, lr=1e-2),
        "rmsprop": lambda p: torch.optim.RMSprop(p, lr=1e-2, alpha=0.9, eps=1e-7),
    }
    gumbel = -torch.log(-torch.log(torch.rand(STEPS, 8, 3, 4).clamp(min=1e-6)))
    x = torch.rand(8, 1, 8, 8)
    arrays = trained("gaussian", GaussianVae(), torch.rand(8, 1, 6, 6), torch.randn(STEPS, 8, 3), optimizers)
    arrays.update(trained("gumbel", GumbelVae(), x, gumbel, optimizers))
    arrays.update(trained("straight-through", GumbelVae(straight_through=True), x, gumbel, optimizers))
    write(f"{folder}/train-vae.safetensors", arrays, {"steps": str(STEPS)})
