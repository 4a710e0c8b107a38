"""The kinds of reply in plain words: what one was for, and how it is to have been given one."""

from __future__ import annotations

from companion.turn import Strategy

KINDS: dict[Strategy, str] = {
    Strategy.QUESTION: "a question, to understand you better",
    Strategy.PARAPHRASE: "saying back what you told, to be sure it was understood",
    Strategy.REFLECTION: "naming the feeling that was heard",
    Strategy.DISCLOSURE: "speaking about itself as a program",
    Strategy.AFFIRMATION: "affirmation and reassurance",
    Strategy.SUGGESTION: "a small suggestion",
    Strategy.INFORMATION: "a piece of information",
    Strategy.OTHERS: "a plain answer",
}

AFTER: dict[Strategy, str] = {
    Strategy.QUESTION: "After a question",
    Strategy.PARAPHRASE: "After hearing back what you told",
    Strategy.REFLECTION: "After hearing your feeling named",
    Strategy.DISCLOSURE: "After hearing what this program is",
    Strategy.AFFIRMATION: "After affirmation and reassurance",
    Strategy.SUGGESTION: "After a small suggestion",
    Strategy.INFORMATION: "After a piece of information",
    Strategy.OTHERS: "After a plain answer",
}
