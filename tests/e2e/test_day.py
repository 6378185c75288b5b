"""The whole forum, played over HTTP: every number agrees with a count of its own."""

import os
import subprocess

from infra.local.stack import EMULATOR, ROOT


def test_the_whole_forum_ends_with_every_number_agreeing() -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'shared'}{os.pathsep}{ROOT}", "KEEP": ""}

    played = subprocess.run(
        [str(EMULATOR), "-m", "infra.day"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
    )

    output = played.stdout + played.stderr
    assert played.returncode == 0, output
    assert "all agree" in output.splitlines()[-1]
