"""*Why this reply*: the data of one turn in plain words, beside the reply it explains."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from companion.emotion.channels import DISAGREES, calm_voice_heavy_words
from companion.emotion.states import in_words
from companion.turn import Memory, Replaced, Timings, Turn
from ui.feelings import BeliefBars, Dot
from ui.kinds import KINDS
from ui.parts import Words, button, clear, frame, label, row, rule
from ui.rules import because
from ui.text import NOUNS, feeling_and_day

WIDTH_PX = 344
CALM_OVER_HEAVY = "Your words were heavy, and your voice was calmer than usual."
VOICE_DIFFERED = "Your voice sounded different from your words."


class WhyView(QFrame):
    """The panel beside the talk. closed() when the person puts it away."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName("Why this reply")
        self.close_button = button("Close", self.closed.emit, "plain", says="Close this panel")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("explained")
        self._parts = QVBoxLayout(inside)
        self._parts.setContentsMargins(0, 6, 14, 24)
        self._parts.setSpacing(10)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 26, 8, 0)
        outer.setSpacing(8)
        head = row(label("Why this reply", "heading"), None, self.close_button)
        head.setContentsMargins(0, 0, 10, 0)
        outer.addLayout(head)
        outer.addWidget(self._scroll, 1)

    def show_turn(self, turn: Turn) -> None:
        """Explain one turn, from the data of that turn and nothing else."""
        clear(self._parts)
        self._heard(turn)
        if turn.assessment.reasons:
            self._section("What was noticed first")
            for reason in turn.assessment.reasons:
                self._parts.addWidget(label(reason, "quiet"))
        self._remembered(turn.memories)
        self._chosen(turn)
        self._kept_back(turn.replaced)
        self._parts.addSpacing(4)
        self._parts.addWidget(rule())
        self._parts.addWidget(label(timing_words(turn.timings), "small"))
        self._parts.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def _section(self, title: str) -> None:
        if self._parts.count():
            self._parts.addSpacing(10)
        self._parts.addWidget(label(title, "heading"))

    def _heard(self, turn: Turn) -> None:
        self._section("What was heard")
        self._parts.addWidget(label(f"You {_second_person(in_words(turn.belief))}.", "quiet"))
        self._parts.addWidget(BeliefBars(turn.belief))
        for sentence in heard_besides(turn):
            self._parts.addWidget(label(sentence, "quiet"))
        if turn.observation.cause:
            self._parts.addWidget(label("Mostly from these words of yours:", "small"))
            self._parts.addWidget(_quote(turn.observation.cause))

    def _remembered(self, memories: tuple[Memory, ...]) -> None:
        self._section("What was remembered")
        if not memories:
            self._parts.addWidget(label("Nothing you told before was needed here.", "quiet"))
        for memory in memories:
            self._parts.addWidget(_quote(memory.text))
            told = row(
                Dot(memory.state),
                label(feeling_and_day(memory), "small", wraps=False),
                None,
                spacing=7,
            )
            self._parts.addLayout(told)
            if memory.why:
                self._parts.addWidget(label(memory.why, "quiet"))

    def _chosen(self, turn: Turn) -> None:
        self._section("The kind of reply")
        kinds = ", then ".join(KINDS[kind] for kind in turn.decision.strategies)
        self._parts.addWidget(label(f"{kinds[:1].upper()}{kinds[1:]}.", "quiet"))
        for reason in turn.decision.reasons:
            self._parts.addWidget(label(reason, "quiet"))

    def _kept_back(self, replaced: tuple[Replaced, ...]) -> None:
        if not replaced:
            return
        self._section("What was kept back")
        many = len(replaced) > 1
        self._parts.addWidget(
            label(
                f"{len(replaced)} drafted sentences were not shown, because:"
                if many
                else "One drafted sentence was not shown, because:",
                "quiet",
            )
        )
        for rule_name in dict.fromkeys(each.rule for each in replaced):
            self._parts.addWidget(label(because(rule_name), "quiet"))


def heard_besides(turn: Turn) -> tuple[str, ...]:
    """What else there is to say of how it seemed: a turn of the feeling, a correction, the voice."""
    before, said = NOUNS.get(turn.shift.before, ""), NOUNS.get(turn.corrected, "")
    found = (
        f"Just before, it seemed to be {before}; that turned here." if turn.shift.found else "",
        f"You said it was {said}." if said else "",
        VOICE_DIFFERED if turn.observation.disagreement >= DISAGREES else "",
        CALM_OVER_HEAVY
        if calm_voice_heavy_words(turn.observation.affect, turn.utterance.voice)
        else "",
    )
    return tuple(sentence for sentence in found if sentence)


def timing_words(timings: Timings) -> str:
    """Where the time of a turn went, for the curious."""
    after = timings.first_sentence_ms
    first = (
        ""
        if after is None
        else "First sentence at once. "
        if after < 50
        else f"First sentence after {after / 1000:.1f} s. "
    )
    return (
        f"{first}In all {timings.total_ms / 1000:.1f} s, of which "
        f"{timings.model_ms / 1000:.1f} s were the language model."
    )


def _second_person(line: str) -> str:
    return line.replace("seems ", "seemed ", 1)


def _quote(text: str) -> QFrame:
    inside = QVBoxLayout()
    inside.addWidget(Words(text, says="Your words"))
    return frame("said", inside, (14, 9, 14, 6))
