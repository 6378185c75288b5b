"""The stack for the day: its own, on its own port, removed afterwards unless it is kept."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from attendance.domain.passes import link
from attendance.vocabulary.codes import Role
from infra.local import stack
from infra.local.stack import ROOT, Stack

KEPT = ROOT / ".local" / "day"


@contextmanager
def stage(clock: str, *, keep: bool, kept: Path = KEPT) -> Iterator[Stack]:
    """Run a fresh stack for the length of a block; kept, it runs on unless the block raises.

    A stack left running by an earlier day ends here.
    """
    if kept.exists():
        forget(kept)
    if not keep:
        kept.parent.mkdir(exist_ok=True)
        with (
            TemporaryDirectory(prefix="day-", dir=kept.parent) as home,
            stack.running(Path(home), clock=clock) as fresh,
        ):
            yield fresh
        return
    with ExitStack() as on_error:
        on_error.callback(forget, kept)
        yield stack.start(kept, clock=clock)
        on_error.pop_all()


def forget(kept: Path) -> None:
    stack.command("reset", "--quiet", "--home", str(kept))


def dashboard(fresh: Stack) -> str:
    return link(Role.ORGANISER, fresh.organiser_pass, fresh.base_url)


def links(fresh: Stack, kept: Path = KEPT) -> str:
    """Return the links of a kept stack, and how to stop it."""
    lines = {
        "organiser": dashboard(fresh),
        "volunteer": link(Role.VOLUNTEER, fresh.volunteer_pass, fresh.base_url),
        "register": f"{fresh.base_url}/",
        "mails": f"{fresh.mailbox_url}/",
    }
    rows = "\n".join(f"  {name:<10} {address}" for name, address in lines.items())
    return f"It is left running:\n\n{rows}\n\n  Stop it with `make reset STATE={kept.relative_to(ROOT)}`."
