"""Words over which nothing may be glad, light or clever, though they need not mean danger.

"I got a rope" is a climber's evening or somebody's last one, and a program cannot know. So nothing
that joins in, names a kind of event or leaves the wording to a model is said over such words; what is
dangerous for sure is `assess`'s business. Broad on purpose: being plain costs nothing.
"""

from __future__ import annotations

import re

from companion.policy.tender import plain

_SHADOW = re.compile(
    r"\b(?:ropes?|noose|blades?|razors?|knife|knives|guns?|pills?|tablets?|meds|overdose\w*|poison\w*"
    r"|bridge|cliff|ledge|rooftop|balcony|(?:train|railway) (?:tracks?|line)|tracks"
    r"|blood\w*|bleed\w*|bruis\w*|black eye|choked?|strangl\w*|slapp\w*|punch\w*|kick\w* me|beat(?:en)? (?:me|up)"
    r"|hit me|hurt me|raped?|touched me|clothes off|undress\w*"
    r"|born dead|stillborn|malignant|terminal|tumou?r|chemo\w*|passed (?:out|away)|funeral|grave"
    r"|died|dead|dying|death|kill\w*|suicid\w*|hang(?:ed|ing)? (?:my|him|her)self"
    r"|(?:my|the) will|letters? to (?:everyone|them all|everybody|my kids|my family)|everything is arranged"
    r"|new home (?:today|for (?:him|her|my))|said (?:my )?goodbyes?"
    r"|(?:my )?(?:arms?|wrists?|legs?) (?:are|is) (?:a mess|bad|bleeding)|did it again|relaps\w*"
    r"|walk(?:ed|ing)? in(?:to)?(?: the (?:sea|water|lake|river))?$|in(?:to)? the (?:sea|river) (?:again )?tonight"
    r"|won'?t (?:make it|be (?:here|around|there)|wake|last|see (?:it|tomorrow|morning)|cope)"
    r"|(?:end|ended|ending|finish|finished) (?:it|things|everything)|failed (?:at|to) (?:end\w*|die|kill\w*)"
    r"|(?:water|bath)\b.*\bred|ate nothing|not eat\w*|starv\w*|purg\w*|threw (?:it )?up)\b"
)


def shadowed(text: str) -> bool:
    """Whether the words could stand beside danger, harm or death."""
    return _SHADOW.search(plain(text)) is not None
