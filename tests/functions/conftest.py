"""The passes that most tests of a function need."""

import pytest

from tests.conftest import Forum


@pytest.fixture
def organiser(forum: Forum) -> str:
    return forum.invite("organiser")


@pytest.fixture
def entrance(forum: Forum) -> str:
    return forum.invite("volunteer", "entrance", label="Porte A1")
