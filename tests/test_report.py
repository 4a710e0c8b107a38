"""llama.cpp's own words about a load, as its releases print them, and the facts that are kept."""

from __future__ import annotations

import pytest

from companion.engine.report import Report, read

WHOLE = """\
load_tensors: offloading output layer to GPU
load_tensors: offloading 36 repeating layers to GPU
load_tensors: offloaded 37/37 layers to GPU
load_tensors:   CPU_Mapped model buffer size =   333.84 MiB
load_tensors:        CUDA0 model buffer size =  4460.87 MiB
llama_kv_cache:      CUDA0 KV buffer size =   576.00 MiB
sched_reserve:      CUDA0 compute buffer size =   304.75 MiB
sched_reserve:  CUDA_Host compute buffer size =    17.01 MiB
"""
PROCESSOR = """\
load_tensors:   CPU_Mapped model buffer size =    92.10 MiB
load_tensors:   CPU_REPACK model buffer size =    50.00 MiB
sched_reserve:        CPU compute buffer size =    49.14 MiB
"""
TWO_CARDS = """\
load_tensors: offloaded 20/37 layers to GPU
load_tensors:    CUDA_Host model buffer size =   100.00 MiB
load_tensors:      Vulkan0 model buffer size =  1000.00 MiB
load_tensors:      Vulkan1 model buffer size =  1000.00 MiB
"""
METAL = "load_tensors: offloaded 31/31 layers to GPU\nload_tensors:  MTL0_Mapped model buffer size =    92.11 MiB\n"


@pytest.mark.parametrize(
    ("text", "report"),
    [
        (WHOLE, Report(37, "CUDA0")),
        (PROCESSOR, Report()),
        (TWO_CARDS, Report(20, "Vulkan0, Vulkan1")),
        (METAL, Report(31, "MTL0")),
        ("load_tensors: offloaded 0/37 layers to GPU\n" + PROCESSOR, Report()),
        ("", Report()),
    ],
)
def test_where_the_layers_are_is_what_the_library_says(text: str, report: Report) -> None:
    assert read(text) == report


@pytest.mark.parametrize(
    "line",
    [
        "ggml_backend_cuda_buffer_type_alloc_buffer: allocating 4460.87 MiB on device 0: cudaMalloc failed: out of memory",
        "ggml_vulkan: Device memory allocation of size 1073741824 failed: vk::Device::allocateMemory: ErrorOutOfDeviceMemory",
        "ggml_aligned_malloc: insufficient memory (attempted to allocate 9000.00 MB)\nllama_kv_cache: failed to allocate buffer for kv cache",
        "llama_model_load: error loading model: mmap failed: Cannot allocate memory",
        "llama_model_load: error loading model: unable to allocate CUDA0 buffer",
        "graph_reserve: failed to allocate compute buffers",
    ],
)
def test_want_of_memory_is_told_from_a_damaged_file(line: str) -> None:
    assert read(line).short
    assert not read(
        "llama_model_load: error loading model: missing tensor 'token_embd.weight'"
    ).short
