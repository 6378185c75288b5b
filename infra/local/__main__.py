"""Starts, stops and resets a stack on this machine: `make up`, `make down`, `make reset`."""

import argparse
import os
import sys
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from attendance.domain.passes import link
from attendance.vocabulary.codes import Role
from infra.local import home, launch
from infra.local.home import Home, StackError
from infra.local.stack import PROGRAMME, REGION, ROOT, Stack, stop


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="infra.local", description=__doc__)
    parser.add_argument("command", choices=("up", "down", "reset"))
    parser.add_argument("--home", type=Path, default=ROOT / ".local", help="where the stack keeps its state")
    parser.add_argument("--quiet", action="store_true", help="print nothing but what went wrong")
    parser.add_argument(
        "--port", type=port, default=8000, help="of the front door; the mailbox takes the next; 0: free ones"
    )
    parser.add_argument("--clock", help="the hour that it is at the event, such as 14:00")
    parser.add_argument("--programme", type=Path, default=PROGRAMME)
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder with template.yaml")
    parser.add_argument("--lan", action="store_true", help="also serve HTTPS on the local network")
    parser.add_argument("--parent", type=int, help="stop when this process is gone")
    parser.add_argument("--no-save", dest="save", action="store_false", help="save only when stopped")
    return parser.parse_args()


def port(text: str) -> int:
    """Return a port that leaves room for the mailbox's."""
    number = int(text)
    if not 0 <= number < 65535:
        raise ValueError(text)
    return number


def summary(stack: Stack, folder: Home, *, was_running: bool) -> str:
    """Return what to open, and how to stop."""
    lines = {
        "register": f"{stack.public_url}/",
        "organiser": link(Role.ORGANISER, stack.organiser_pass, stack.public_url),
        "volunteer": link(Role.VOLUNTEER, stack.volunteer_pass, stack.public_url),
        "mails": f"{stack.mailbox_url}/",
        "api": f"{stack.api_url}/openapi.json",
    }
    if stack.lan_url:
        lines["trust"] = f"{stack.lan_url}/local-authority (open it once on each phone)"
    bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    heading = "is running already, and up to date" if was_running else "is running"
    rows = "\n".join(f"  {name:<10} {address}" for name, address in lines.items())
    return f"{bold}{stack.event_id} {heading}{plain}\n\n{rows}\n\n  Stop it with `make down`; its log is {folder.log}."


def obey(asked: argparse.Namespace) -> str:
    """Run the command and return its message."""
    folder = Home(asked.home.resolve())
    if asked.command == "down":
        stopped = stop(asked.home)
        return "Stopped. `make up` resumes it." if stopped else "Nothing was running."
    if asked.command == "reset":
        launch.reset(folder)
        return "Forgotten. `make up` begins anew."
    was_running = home.holder(folder.lock) is not None
    wanted = launch.Options(
        asked.port, asked.clock, asked.programme.resolve(), asked.root.resolve(), asked.parent, asked.save, asked.lan
    )
    return summary(launch.up(folder, wanted), folder, was_running=was_running)


def main() -> None:
    """Run the command, or print in one sentence what to do."""
    asked = options()
    # A stack's files hold names, mails and passes. All its processes inherit this mask.
    os.umask(home.OTHERS)
    # The user's own AWS account is not used.
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ["AWS_DEFAULT_REGION"] = REGION
    try:
        said = obey(asked)
    except StackError as error:
        sys.exit(str(error))
    except (BotoCoreError, ClientError) as error:
        sys.exit(f"The emulator did not do as asked ({error}): {asked.home / 'log'} may say why.")
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
    if not asked.quiet:
        print(said)


if __name__ == "__main__":
    main()
