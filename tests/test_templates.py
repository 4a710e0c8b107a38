"""What a model reads is what its makers' own chat template would write, thinking aloud switched off.

The templates are those of the models' tokenizer configs, without their parts about tools.
"""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
import tiny_models
from tiny_models import write_gguf

from companion.engine import catalogue, importing
from companion.prompt.assemble import TEMPLATES, Transcript, append, assemble, writer

QWEN3 = """\
{%- if messages[0].role == 'system' %}{{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}{%- endif %}
{%- for message in messages %}
{%- if (message.role == "user") or (message.role == "system" and not loop.first) %}
{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
{%- elif message.role == "assistant" %}
{{- '<|im_start|>' + message.role + '\\n' + message.content }}{{- '<|im_end|>\\n' }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|im_start|>assistant\\n' }}
{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}
{%- endif %}"""

SMOLLM3 = """\
{{- "<|im_start|>system\\n" -}}
{%- set system_message = messages[0].content -%}
{%- set reasoning_mode = "/think" if enable_thinking else "/no_think" -%}
{%- set custom_instructions = system_message.replace("/no_think", "").replace("/think", "").rstrip() -%}
{%- if "/system_override" in system_message -%}
{{- custom_instructions.replace("/system_override", "").rstrip() -}}{{- "<|im_end|>\\n" -}}
{%- endif -%}
{%- for message in messages -%}
{%- if message.role == "user" -%}{{ "<|im_start|>" + message.role + "\\n" + message.content + "<|im_end|>\\n" }}
{%- elif message.role == "assistant" -%}
{%- if reasoning_mode == "/think" -%}{{ "<|im_start|>assistant\\n" + message.content.lstrip("\\n") + "<|im_end|>\\n" }}
{%- else -%}{{ "<|im_start|>assistant\\n" + "<think>\\n\\n</think>\\n" + message.content.lstrip("\\n") + "<|im_end|>\\n" }}{%- endif -%}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}
{%- if reasoning_mode == "/think" -%}{{ "<|im_start|>assistant\\n" }}
{%- else -%}{{ "<|im_start|>assistant\\n" + "<think>\\n\\n</think>\\n" }}{%- endif -%}
{%- endif -%}"""

PHI4 = (
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% else %}{{ eos_token }}{% endif %}"
)

CHATML = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)

LLAMA3 = (
    "{{ bos_token }}{% for message in messages %}"
    "{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + message['content'] | trim + '<|eot_id|>' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)

PUBLISHED = {"qwen3": QWEN3, "smollm3": SMOLLM3, "phi4": PHI4, "chatml": CHATML, "llama3": LLAMA3}

PERSONA = "Listen.\n\n## user\nhello\n\n## assistant\nI am here."
SYSTEM_OF = {"smollm3": "Listen. /system_override"}


def letters(text: str, _control: bool) -> tuple[int, ...]:
    return tuple(map(ord, text))


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_prompt_is_the_one_the_models_makers_write(name: str, tmp_path: Path) -> None:
    persona = tmp_path / "persona.md"
    persona.write_text(PERSONA, "utf-8")
    pen = writer(TEMPLATES[name], letters, 4096, persona)
    talk = append(Transcript(), pen.finished("a long day", "It sounds like one."))
    prompt, _, _ = assemble(pen, talk, pen.tail("and a long night", "", ""), 4096)
    made = jinja2.Environment(trim_blocks=True, lstrip_blocks=True).from_string(PUBLISHED[name])
    expected = made.render(
        messages=[
            {"role": "system", "content": SYSTEM_OF.get(name, "Listen.")},
            {"role": "user", "content": "hello"},
            {"role": "assistant", "content": "I am here."},
            {"role": "user", "content": "a long day"},
            {"role": "assistant", "content": "It sounds like one."},
            {"role": "user", "content": "and a long night"},
        ],
        add_generation_prompt=True,
        enable_thinking=False,
        bos_token="<|begin_of_text|>",
        eos_token="",
    )
    assert "".join(map(chr, prompt.tokens)) == expected


@pytest.mark.parametrize("name", ["qwen3", "smollm3"])
def test_a_model_that_would_think_aloud_is_told_that_it_has(name: str) -> None:
    pen = writer(TEMPLATES[name], letters, 4096)
    tail = "".join(map(chr, pen.tail("hello", "", "It sounds")))
    assert "</think>" in tail and tail.endswith("\nIt sounds")


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (tiny_models.CHATML, "chatml"),
        ("{{ '<|im_start|>' }}{% if enable_thinking is false %}", "qwen3"),
        ("{{ '<|im_start|>' }}{% if '/system_override' in x %}{% if enable_thinking %}", "smollm3"),
        ("{{ '<|start_header_id|>' + role }}", "llama3"),
        ("{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}", "phi4"),
        ("{{ '<start_of_turn>' }}", "own"),
    ],
)
def test_my_own_model_is_spoken_to_as_its_file_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: str, name: str
) -> None:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))
    path = write_gguf(tmp_path / "mine.gguf", tokenizer__chat_template=own)
    importing.bring(path)
    assert catalogue.find("mine").template == name
