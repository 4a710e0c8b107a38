"""Moments that ask for their own wording: which kinds of reply fit each, best first, and why, said to the person.

What tells them is in `strategy.situation`, their lines in `wording/moments.toml`.
"""

from __future__ import annotations

from companion.policy.planner import Pair
from companion.policy.words import listed
from companion.turn import Strategy

_Q, _P, _R = Strategy.QUESTION, Strategy.PARAPHRASE, Strategy.REFLECTION
_D, _A, _I, _O = (
    Strategy.DISCLOSURE,
    Strategy.AFFIRMATION,
    Strategy.INFORMATION,
    Strategy.OTHERS,
)

PAIRS: dict[str, tuple[Pair, ...]] = {
    "greeting": ((_O, _Q), (_O,)),
    "how-are-you": ((_D, _Q), (_D,)),
    "not-great": ((_D, _Q), (_D, _A)),
    "farewell": ((_O,), (_O, _A)),
    "thanks": ((_O,), (_O, _A)),
    "limits": ((_I, _D), (_D,)),
    "yes": ((_O, _Q), (_O, _A)),
    "no": ((_O, _Q), (_O, _A)),
    "unsure": ((_A, _Q), (_A, _O)),
    "wordless": ((_O, _Q), (_O,)),
    "repair": ((_O, _Q), (_O, _A)),
    "wonder": ((_A, _Q), (_R, _A), (_A, _O)),
    "rather-not": ((_O, _A), (_A, _O)),
    "listen": ((_O, _A), (_O,)),
    "heard": ((_D, _A), (_D,)),
    "no-questions": ((_O, _A), (_O,)),
    "plan": ((_A, _Q), (_P, _A), (_A, _O)),
    "good-news": ((_A, _Q), (_A, _O), (_A, _R)),
    "contempt": ((_R, _Q), (_A, _R), (_R, _A)),
    "regret": ((_R, _Q), (_A, _R), (_R, _A)),
    "dark": ((_A, _Q), (_R, _Q), (_A, _R)),
    "acute": ((_A, _Q),),
    "grief": ((_R, _A), (_R, _Q), (_A, _R)),
    "harm": ((_A, _Q), (_A, _R), (_R, _A)),
    "trust": ((_A, _R), (_A, _Q), (_R, _A)),
    "boundary": ((_D, _A), (_D, _I), (_D,)),
    "abroad": ((_O, _Q), (_O, _A)),
    "steadier": ((_A, _O), (_O, _A)),
    "still": ((_A, _Q), (_R, _Q)),
}
# The opener is the whole reply.
SHORT = listed(
    "greeting how-are-you farewell thanks limits wordless acute boundary heard abroad steadier still"
)
# No memory is named.
UNLINKED = listed("dark harm contempt listen heard no-questions repair rather-not")
WHY: dict[str, str] = {
    "greeting": "You said hello, so a hello and an open question.",
    "how-are-you": "You asked how I am, so an honest answer and the question back.",
    "not-great": "You asked how I am and are not well yourself, so a short answer and back to you.",
    "farewell": "You are leaving, so a short goodbye and nothing that holds you.",
    "thanks": "You said thank you, so a short answer.",
    "limits": "You asked for something I cannot do well, so I say so plainly.",
    "yes": "You answered in a word, so I leave room for more.",
    "no": "You said no, so I step back from my guess.",
    "unsure": "You said you don't know, so no pressing for an answer.",
    "wordless": "There were no words I can read, so I say that.",
    "repair": "You told me that I got it wrong, so I take that back first.",
    "wonder": "You asked something I can't know the answer to, so I take the question seriously instead.",
    "rather-not": "You would rather not talk about it, so I leave it alone.",
    "listen": "You said you do not want advice.",
    "heard": "You asked to be listened to, so I do that and nothing else.",
    "no-questions": "You said you do not want questions.",
    "good-news": "You told good news, so I join in.",
    "plan": "You said what you mean to do, so I take that up and offer nothing else.",
    "contempt": "You spoke harshly of yourself, so I do not repeat it and stay on your side.",
    "regret": "You are sorry for how you were to somebody, so no verdict and no excuse, only room for it.",
    "dark": "Your words sounded dark, so I stay with that before anything else.",
    "acute": "Your words sounded like danger to you, so your safety comes before anything else.",
    "grief": "You told of a loss, so comfort and no advice.",
    "harm": "You told that somebody harmed you, so first that it was not your fault.",
    "trust": "You told something very personal, so I leave the pace to you.",
    "boundary": "This touched a limit of what I am, so the honest answer comes first.",
    "steadier": "You said how it is now, after something dangerous, so I take that up and press for nothing.",
    "still": "A moment ago your words sounded like danger, so I stay with that.",
    "abroad": "You write a language of which I know little, so I answer simply in it.",
}  # fmt: skip
