"""One look at whether something is ready: yes, or what to do, or which permission is lacking."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from botocore.exceptions import BotoCoreError, ClientError

from attendance.domain.problem import Busy

DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedException")

type Settings = Mapping[str, str]


class ToDo(Exception):
    """Something is not ready; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One look, and its outcome in words."""

    what: str
    said: str
    is_ready: bool

    def __str__(self) -> str:
        return f"{'yes' if self.is_ready else 'NO':4} {self.what:13} {self.said}"


@dataclass(frozen=True, slots=True)
class Account:
    """What is looked at: a stack of the account, with the parameters and outputs that it has or will have."""

    stack: str
    settings: Settings
    outputs: Settings = field(default_factory=dict)


def look(what: str, service: str, check: Callable[[], str]) -> Line:
    """Return the outcome of one check, with the permission of the service that it may lack."""
    try:
        return Line(what, check(), is_ready=True)
    except ToDo as todo:
        said = str(todo)
    except ClientError as error:
        code, message = (error.response["Error"].get(name, "") for name in ("Code", "Message"))
        # API Gateway names its permissions by the method alone.
        permission = service if ":" in service else f"{service}:{error.operation_name}"
        said = f"{permission} is answered {code}: {message}"
        if code in DENIED:
            said = f"your credentials lack the permission {permission}: add it, and look again. {message}"
    except (BotoCoreError, Busy) as error:
        said = f"{service} cannot be asked: {error.__cause__ or error}"
    return Line(what, said, is_ready=False)
