import os
import socket

import pytest

from infra.local import ports
from infra.local.home import StackError


def test_both_families_listen_on_the_same_port() -> None:
    listeners = ports.listen(0)
    numbers = {listener.getsockname()[1] for listener in listeners}
    for listener in listeners:
        listener.close()

    assert len(numbers) == 1


def test_a_port_in_use_is_refused_with_its_holder_and_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StackError, match=rf"^Port {port} is in use.*choose another with PORT=\d+\.$") as refusal:
            ports.listen(port)

    assert not os.path.exists("/proc/net/tcp") or f"pid {os.getpid()}" in str(refusal.value)
