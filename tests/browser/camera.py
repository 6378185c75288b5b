"""What a phone's camera sees: pictures of badges, and the two ways to put them before a browser."""

from base64 import b64encode
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import qrcode
from PIL import Image

WIDTH, HEIGHT = 640, 480
GREY = 130

# Stands in for the camera where a test shows many badges; `__show` takes a picture, or null for none. The picture
# becomes a bitmap without ever having an address: the pages' policy lets none be loaded from `data:`.
STUB = """
(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const paper = canvas.getContext('2d');
  paper.fillStyle = 'rgb(130 130 130)';
  paper.fillRect(0, 0, 640, 480);
  let shows = false;
  let turn = 0;
  // A canvas that nobody paints on sends no frames, and each is decoded: of nothing, after a second few are enough.
  setInterval(() => (shows || turn++ < 15 || turn % 15 === 0) && paper.fillRect(0, 0, 1, 1), 66);
  window.__show = async (png) => {
    shows = png !== null;
    turn = 0;
    if (!shows) return paper.fillRect(0, 0, 640, 480);
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    paper.drawImage(await createImageBitmap(new Blob([bytes], { type: 'image/png' })), 0, 0);
  };
  // On the class, not on its one object: WebKit throws that object's script side away and makes it anew, without ours.
  const devices = globalThis.MediaDevices?.prototype;
  if (!devices) return;
  devices.getUserMedia = async () => {
    turn = 0;
    return canvas.captureStream(15);
  };
  devices.enumerateDevices = async () => [{ kind: 'videoinput', deviceId: 'stub', groupId: '', label: 'stub' }];
})();
"""


def frame(text: str | None, *, share: float = 0.4, angle: float = 12) -> Image.Image:
    """Return what the camera sees: a badge, its code that share of the width and turned by some degrees, or nothing."""
    seen = Image.new("L", (WIDTH, HEIGHT), GREY)
    if text is None:
        return seen
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, box_size=1)
    # Without this the text is cut up into modes of its own, and the code becomes larger than a badge's.
    code.add_data(text, optimize=0)
    code.make(fit=True)
    matrix = code.get_matrix()
    paper = Image.new("L", (len(matrix), len(matrix)))
    paper.putdata([0 if dark else 255 for row in matrix for dark in row])
    side = round(WIDTH * share * len(matrix) / code.modules_count)
    sharp = paper.resize((len(matrix) * 16, len(matrix) * 16), Image.Resampling.NEAREST)
    badge = sharp.resize((side, side), Image.Resampling.LANCZOS).rotate(
        angle, Image.Resampling.BICUBIC, expand=True, fillcolor=GREY
    )
    seen.paste(badge, ((WIDTH - badge.width) // 2, (HEIGHT - badge.height) // 2))
    return seen


def picture(text: str | None) -> str | None:
    """Return a frame as `__show` takes it."""
    if text is None:
        return None
    png = BytesIO()
    frame(text).save(png, "PNG")
    return b64encode(png.getvalue()).decode()


def y4m(path: Path, segments: Iterable[tuple[str | None, int]], *, frames_per_second: int = 15) -> Path:
    """Write a film for the browser's own fake camera, which plays it in a loop: what is seen, for how many frames."""
    return film(path, ((frame(text), frames) for text, frames in segments), frames_per_second=frames_per_second)


def film(path: Path, segments: Iterable[tuple[Image.Image, int]], *, frames_per_second: int = 15) -> Path:
    """Write a film of grey pictures, each for so many frames.

    A second of it weighs 7 MB: made where it is used, kept nowhere.
    """
    colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as written:
        written.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{frames_per_second}:1 Ip A1:1 C420jpeg\n".encode())
        for picture, frames in segments:
            written.writelines([b"FRAME\n" + picture.tobytes() + colourless] * frames)
    return path


def held_out(screen: bytes, *, angle: float = 7) -> Image.Image:
    """Return what the camera sees of a phone's screen, as tall as it sees and turned by some degrees."""
    seen = Image.new("L", (WIDTH, HEIGHT), GREY)
    phone = Image.open(BytesIO(screen)).convert("L")
    phone.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    turned = phone.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=GREY)
    seen.paste(turned, ((WIDTH - turned.width) // 2, (HEIGHT - turned.height) // 2))
    return seen
