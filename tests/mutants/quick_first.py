"""How the rules' tests run against a mutant: those of a moment first, and a property only until its first failure."""

import pytest
from hypothesis import Phase, is_hypothesis_test, settings

# The same examples at each run, so that what was noticed once is noticed again.
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=50,
    phases=(Phase.explicit, Phase.generate),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: is_hypothesis_test(getattr(item, "obj", None)))
