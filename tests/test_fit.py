"""What a model needs of a machine, and how it is loaded there; the machines are described ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tiny_models import write_gguf

from companion.bench import fitting
from companion.engine import catalogue, fit, gguf_header, planning
from companion.engine.catalogue import Entry
from companion.engine.fit import Shape
from companion.engine.machine import GPU, OTHER, SHARED_GPU, Device, Machine
from companion.engine.planning import RECOMMENDED, SLOW, TOO_BIG, Plan
from companion.settings import Settings

GB = 1_000_000_000
SMALL = Shape(30, 9, 3, 64, 64, 576, 1536, 49152)
LARGE = Shape(36, 32, 8, 128, 128, 4096, 12288, 151_936, tied=False)
LAPTOP = Machine(16 * GB, 10 * GB, 8, ("AVX2",))
CARD = Device("CUDA0", "A card", GPU, 12 * GB, 12 * GB)
LARGE_SIZE, SMALL_SIZE = 5_027_783_488, 98_362_432


def with_card(free: int, ram_free: int = 10 * GB, kind: str = GPU) -> Machine:
    return replace(LAPTOP, free=ram_free, devices=(replace(CARD, free=free, kind=kind),))


def test_a_longer_view_of_the_talk_costs_a_key_and_a_value_for_each_token() -> None:
    short, long = (fit.needed(SMALL, SMALL_SIZE, context, "q8_0") for context in (1024, 2048))
    mask = 1024 * 256 * 2
    assert long.host - short.host == round(1024 * 30 * 3 * 128 * 34 / 32) + mask


def test_a_compressed_cache_takes_about_half() -> None:
    plain, packed = (fit.needed(LARGE, LARGE_SIZE, 8192, kind, 64).host for kind in fit.KV_BYTES)
    cache = 8192 * 36 * 8 * 256 * 2
    assert plain - packed > 0.45 * cache


@pytest.mark.parametrize("shape", [SMALL, LARGE])
def test_what_goes_to_the_card_leaves_the_computers_memory(shape: Shape) -> None:
    needs = [fit.needed(shape, LARGE_SIZE, 4096, gpu_layers=n) for n in range(shape.layers + 2)]
    hosts, devices = [need.host for need in needs], [need.device for need in needs]
    assert hosts == sorted(hosts, reverse=True) and devices == sorted(devices)
    assert devices[0] == 0 and hosts[-1] < hosts[0] / 2
    assert devices[-1] > 0.8 * LARGE_SIZE


def test_a_file_tells_its_own_shape(tmp_path: Path) -> None:
    keys = {
        "llama__block_count": 30,
        "llama__attention__head_count": 9,
        "llama__attention__head_count_kv": 3,
        "llama__embedding_length": 576,
        "llama__feed_forward_length": 1536,
    }
    header = gguf_header.read(write_gguf(tmp_path / "told.gguf", **keys))
    assert fit.shape_of(header) == replace(SMALL, vocabulary=3)


def test_a_file_that_hides_its_shape_is_judged_by_its_size(tmp_path: Path) -> None:
    assert fit.shape_of(gguf_header.read(write_gguf(tmp_path / "hidden.gguf"))) is None
    assert planning.verdict(None, GB, LAPTOP, 4096).word == RECOMMENDED
    assert planning.plan(None, GB, with_card(12 * GB), 4096).gpu_layers == planning.EVERY_LAYER
    assert planning.plan(None, GB, with_card(GB), 4096).gpu_layers == 0
    assert planning.plan(None, GB, with_card(12 * GB), 4096, 0).gpu_layers == 0
    assert planning.verdict(None, 20 * GB, LAPTOP, 4096).word == TOO_BIG


@pytest.mark.slow
def test_the_memory_of_the_starter_is_foretold_to_a_seventh() -> None:
    measured = fitting.measure(Settings(), (768,))
    assert measured["fit_error_max"] <= 0.15 < measured["baseline_file_error_max"]
    assert [row["context"] for row in measured["contexts"]] == [768]


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda entry: entry.name)
def test_the_shape_of_a_chat_model_explains_the_size_of_its_file(entry: Entry) -> None:
    if entry.role == "chat":
        shape = entry.shape
        assert shape is not None
        heads = 2 * shape.heads * shape.key + shape.kv_heads * (shape.key + shape.value)
        layers = shape.layers * shape.embedding * (heads + 3 * shape.feed_forward)
        tables = shape.vocabulary * shape.embedding * (1 if shape.tied else 2)
        bits = 8 * entry.size / (layers + tables)
        assert bits == pytest.approx(8.5 if "Q8_0" in entry.file else 5.3, rel=0.12)


# --- the verdict --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("machine", "word", "reason"),
    [
        (LAPTOP, SLOW, "slower than people read"),
        (with_card(12 * GB), RECOMMENDED, "on the graphics card"),
        (replace(LAPTOP, ram=4 * GB, free=3 * GB), TOO_BIG, "this computer has 4 GB"),
        (replace(LAPTOP, free=2 * GB), SLOW, "only 2.0 GB are free just now"),
    ],
)
def test_a_large_model_is_judged_by_the_machine(machine: Machine, word: str, reason: str) -> None:
    verdict = planning.verdict(LARGE, LARGE_SIZE, replace(machine, cores=4), 4096)
    assert verdict.word == word and reason in verdict.reason
    assert verdict.reason.endswith(".") and "\n" not in verdict.reason


def test_the_starter_is_recommended_everywhere() -> None:
    old = Machine(2 * GB, GB // 2, 2, ("SSE3",))
    assert planning.verdict(SMALL, SMALL_SIZE, old, 1536).word == RECOMMENDED


def test_an_old_processor_makes_the_same_model_slow() -> None:
    shape, size = Shape(28, 16, 8, 128, 128, 2048, 6144, 151_936), 1_100_000_000
    assert planning.verdict(shape, size, LAPTOP, 4096).word == RECOMMENDED
    old = replace(LAPTOP, cores=2, instructions=("SSE3",))
    assert planning.verdict(shape, size, old, 4096).word == SLOW


# --- the plan -----------------------------------------------------------------------------------------


def test_without_a_card_everything_stays_on_the_processor() -> None:
    assert planning.plan(SMALL, SMALL_SIZE, LAPTOP, 4096) == Plan(0, 4096, threads=8)
    helper = replace(LAPTOP, devices=(replace(CARD, kind=OTHER),))
    assert planning.plan(SMALL, SMALL_SIZE, helper, 4096).gpu_layers == 0


def test_a_card_with_room_takes_all_layers_and_the_words() -> None:
    chosen = planning.plan(LARGE, LARGE_SIZE, with_card(12 * GB), 4096)
    assert (chosen.gpu_layers, chosen.kv_type, chosen.flash) == (37, "f16", True)


def test_before_a_layer_stays_behind_the_cache_is_compressed() -> None:
    full = planning.plan(LARGE, LARGE_SIZE, with_card(8 * GB), 16384)
    assert (full.gpu_layers, full.kv_type) == (37, "q8_0")


def test_a_small_card_takes_some_layers_and_never_more_than_fit() -> None:
    chosen = planning.plan(LARGE, LARGE_SIZE, with_card(4 * GB), 4096)
    assert 0 < chosen.gpu_layers < 36
    need = fit.needed(LARGE, LARGE_SIZE, 4096, chosen.kv_type, chosen.batch, chosen.gpu_layers)
    assert need.device < 4 * GB


def test_i_can_keep_the_card_for_something_else() -> None:
    machine = with_card(12 * GB)
    assert planning.plan(LARGE, LARGE_SIZE, machine, 4096, 0) == Plan(0, 4096, threads=8)
    assert planning.plan(LARGE, LARGE_SIZE, machine, 4096, 10).gpu_layers == 10


def test_two_cards_share_what_one_could_not_hold() -> None:
    one, two = with_card(4 * GB), replace(LAPTOP, devices=(replace(CARD, free=4 * GB),) * 2)
    alone, together = (planning.plan(LARGE, LARGE_SIZE, m, 4096).gpu_layers for m in (one, two))
    assert alone < together


def test_a_card_that_shares_the_memory_is_not_counted_twice() -> None:
    shared = with_card(9 * GB, ram_free=4 * GB, kind=SHARED_GPU)
    assert planning.plan(LARGE, LARGE_SIZE, shared, 4096).gpu_layers == 0


def test_when_the_computers_memory_is_short_the_view_of_the_talk_shrinks_last() -> None:
    tight = [replace(LAPTOP, free=free) for free in (8 * GB, 6_200_000_000, 5_700_000_000)]
    roomy, packed, shrunk = (planning.plan(LARGE, LARGE_SIZE, m, 8192) for m in tight)
    assert (roomy.kv_type, roomy.context) == ("f16", 8192)
    assert (packed.kv_type, packed.context, packed.flash) == ("q8_0", 8192, True)
    assert shrunk.context < 8192


def test_stepping_down_goes_layers_then_cache_then_window_and_ends() -> None:
    step: Plan | None = Plan(37, 4096, batch=512, threads=8, flash=True)
    seen = []
    while step is not None:
        seen.append((step.gpu_layers, step.kv_type, step.context))
        assert step.flash == (step.gpu_layers > 0 or step.kv_type == "q8_0")
        step = planning.lower(step, LARGE)
    assert seen == [
        (37, "f16", 4096),
        (18, "f16", 4096),
        (9, "f16", 4096),
        (0, "f16", 4096),
        (0, "q8_0", 4096),
        (0, "q8_0", 2048),
        (0, "q8_0", 1024),
    ]


def test_a_head_that_cannot_be_compressed_is_left_as_it_is() -> None:
    odd = replace(SMALL, key=80, value=80)
    assert planning.lower(Plan(0, 2048), odd) == Plan(0, 1024)
