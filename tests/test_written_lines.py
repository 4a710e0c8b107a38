"""The lines people wrote for the hardest moments tie nobody to the program, by the bench's own judge."""

from __future__ import annotations

import pytest

from companion import paths
from companion.bench.keeping_limits import judged
from companion.engine.client import EngineClient
from companion.policy import binding, openers
from companion.policy.grammar import sentences

HARD = ("dark", "harm", "acute", "grief", "contempt", "regret", "trust")


@pytest.mark.slow
@pytest.mark.parametrize("moment", HARD)
def test_what_is_written_for_a_hard_moment_binds_nobody(engine: EngineClient, moment: str) -> None:
    fitted = binding.load(paths.shipped() / "binding.npz")
    found = openers.wording("moments")[moment]
    written = [
        one for line in (*found["lines"], *found.get("after", ())) for one in sentences(line)
    ]
    plain = [line for line in written if "{" not in line]
    assert plain
    verdicts = judged(plain, fitted, engine.embed)
    assert [verdict.why for verdict in verdicts if verdict.reinforcing] == []
