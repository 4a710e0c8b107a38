"""What can be said of a rehearsal, by rules on what the person really wrote: three well, one to try.

Every comment quotes them. What is not there is not praised; what to try comes without blame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from companion.practice import rehearsal, said

MOST_WELL = 3
LONGEST_QUOTE = 140
MANY = 3  # wishes in one breath, small words in one sentence
LONG = 60  # words said in one go
SORRIES = 2
_LEADS_AWAY = {
    rehearsal.WHY: "{who} asked why",
    rehearsal.PUSHES: "{who} pushed back",
    rehearsal.CHANGES: "{who} changed the subject",
    rehearsal.HURT: "{who} was hurt",
    rehearsal.LESS: "{who} offered less",
}
_Talk = tuple[tuple[rehearsal.Line, str], ...]
_TIMES = {2: "twice", 3: "three times", 4: "four times"}


@dataclass(frozen=True)
class Comment:
    """One thing noticed. rule: its name. text: one or two sentences that hold the person's words."""

    rule: str
    text: str


@dataclass(frozen=True)
class Comments:
    """well: at most three, what carried most first. to_try: the one thing for the next time."""

    well: tuple[Comment, ...]
    to_try: Comment


def comments(answers: Mapping[str, str], seed: int) -> Comments:
    """What went well in this rehearsal, and one thing to try."""
    talk = rehearsal.exchanges(answers, seed)
    says = tuple(words for _, words in talk if words)
    well: list[Comment] = []
    quoted: set[str] = set()
    for rule, text, candidates in _well(answers, talk, says):
        words = next((one for one in candidates if one and one not in quoted), "")
        new = rule not in {one.rule for one in well}
        if words and new and len(well) < MOST_WELL:
            quoted.add(words)
            well.append(Comment(rule, _with(text, words)))
    if not well and answers.get("want"):
        text = "You know what you want to come out of it: {quote}."
        well.append(Comment("wanted", _with(text, answers["want"])))
    return Comments(tuple(well), next(_to_try(answers, talk, says)))


def quote(words: str) -> str:
    """The person's words between quotation marks, their beginning where they are long."""
    whole = " ".join(words.split()).rstrip(".")
    cut = whole[:LONGEST_QUOTE]
    short = whole if cut == whole else f"{cut.rpartition(' ')[0] or cut} \u2026"
    return f"\u201c{short}\u201d"


def _well(
    answers: Mapping[str, str], talk: _Talk, says: tuple[str, ...]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Rule, sentence, and the words it could be said of, the best first."""
    described, felt, offered = (answers.get(k, "") for k in ("describe", "express", "reinforce"))
    clear = tuple(said.asks(words) for words in says if said.wishes(words) < MANY)
    yield "asked", "You asked for one thing, so that it can be answered: {quote}.", clear
    yield from (
        ("kept", f"When {when}, you came back to what you want: {{quote}}.", (words,))
        for when, words in reversed(_kept_to_it(answers, talk))
    )
    yield (
        "felt",
        "You put into words how it is for you, and began with yourself: {quote}.",
        tuple(map(said.feels, (*says, felt, described))),
    )
    yield (
        "facts",
        "You told what happened and left the verdict out: {quote}.",
        tuple(map(said.tells_facts, (described, *says))),
    )
    yield (
        "offered",
        "You put something on the table: {quote}.",
        tuple(map(said.offers, (*says, offered))),
    )
    yield (
        "heard",
        "You let the other side know that you had listened: {quote}.",
        tuple(map(said.takes_up, says)),
    )
    yield from (
        ("civil", f"When {when}, you stayed civil: {{quote}}.", (words,))
        for when, words in _civil(answers, talk)
    )


def _kept_to_it(answers: Mapping[str, str], talk: _Talk) -> list[tuple[str, str]]:
    """When and how they came back to the wish although the other side led away from it."""
    wish = f"{answers.get('want', '')} {answers.get('assert', '')}"
    found = []
    for line, words in talk:
        if line.move not in _LEADS_AWAY or not words:
            continue
        if said.gives_in(words) or said.insults(words):
            continue
        again = said.asks(words)
        tells_why = line.move == rehearsal.WHY
        if again or (said.shares_words(words, wish) > 1 and not tells_why):
            found.append((_when(line, answers), again or words))
    return found


def _civil(answers: Mapping[str, str], talk: _Talk) -> list[tuple[str, str]]:
    """Neither names nor blame where there was a reason to be cross."""
    return [
        (_when(line, answers), words)
        for line, words in talk
        if line.move in (rehearsal.PUSHES, rehearsal.HURT)
        and words
        and not (said.insults(words) or said.blames(words) or said.gives_in(words))
    ]


def _when(line: rehearsal.Line, answers: Mapping[str, str]) -> str:
    return _LEADS_AWAY[line.move].format(who=rehearsal.called(answers))


def _to_try(answers: Mapping[str, str], talk: _Talk, says: tuple[str, ...]) -> Iterator[Comment]:
    """The likeliest to change something first; the last one can always be tried."""
    wish, felt = answers.get("assert", ""), answers.get("express", "")
    spoken = (*says, answers.get("describe", ""), felt, wish, answers.get("reinforce", ""))
    asked = next(filter(None, map(said.asks, (*says, wish))), "")
    sorries = tuple(one for words in spoken for one in said.apologies(words))
    yield from _if(
        "insult",
        "{quote} is what would stay with them, and what you want gets lost behind it. Try saying "
        "what was done, and what that did to you.",
        next(filter(None, map(said.insults, spoken)), ""),
    )
    yield from _if(
        "blame",
        "{quote} starts a quarrel about whether that is so. Try one time it happened, with its day.",
        next(filter(None, map(said.blames, spoken)), ""),
    )
    yield from _if(
        "gave_in",
        "With {quote} you let go of it. Try saying your sentence once more, in the same words, "
        "before you decide.",
        _gave_in(talk),
    )
    if not asked:
        yield from _if(
            "not_asked",
            "From {quote} it is hard to tell what you would like to happen. Try a sentence that "
            "begins with \u201cCould you\u201d or \u201cI would like\u201d.",
            wish or next(iter(says), ""),
        )
    elif not any(map(said.asks, says)):
        yield from _if(
            "not_said",
            "You have the sentence, and it was not said yet: {quote}. Try it as the first thing.",
            asked,
        )
    for_asking = next(filter(None, map(said.sorry_for_asking, spoken)), "")
    if len(sorries) >= SORRIES:
        times = _TIMES.get(len(sorries), "many times")
        yield from _if(
            "sorry",
            f"You said sorry {times}, as in {{quote}}. Asking is allowed; try it without.",
            for_asking or sorries[0],
        )
    yield from _if(
        "sorry",
        "In {quote} you are sorry for asking. Asking is allowed; try it without.",
        for_asking,
    )
    yield from _if(
        "many",
        "In {quote} there is more than one wish. Try keeping the one that matters most, and the "
        "rest for another day.",
        next((words for words in (wish, *says) if said.wishes(words) >= MANY), ""),
    )
    yield from _if(
        "you_made",
        "{quote} is easy to deny. Try \u201cI feel\u201d, and then when it happens.",
        next(filter(None, map(said.puts_feeling_on_them, spoken)), ""),
    )
    small = next((one for w in (*says, wish) if len(said.hedges(one := said.asks(w))) > 1), "")
    if small:
        words = " and ".join(f"\u201c{word}\u201d" for word in said.hedges(small)[:2])
        yield Comment(
            "small", f"Try {quote(small)} once without {words}: it is allowed to be clear."
        )
    yield from _if(
        "long",
        "{quote} is a long way to the point. Try it with the first sentence and the wish alone.",
        next((words for words in says if len(words.split()) > LONG), ""),
    )
    if not any(map(said.feels, spoken)):
        yield from _if(
            "not_felt",
            "In {quote} it is hard to see how it is for you. Try one sentence that begins with "
            "\u201cI feel\u201d.",
            felt or wish,
        )
    if not any(map(said.offers, spoken)):
        yield from _if(
            "not_offered",
            "After {quote}, try adding what would become easier for the two of you.",
            asked,
        )
    text = "Say this one aloud, slowly, before the real talk: {quote}."
    yield Comment("aloud", _with(text, asked or wish or felt))


def _gave_in(talk: _Talk) -> str:
    """Where they let go, other than by taking what was offered."""
    for line, words in talk:
        if words and line.move != rehearsal.LESS and (found := said.gives_in(words)):
            return found
    return ""


def _if(rule: str, text: str, words: str) -> Iterator[Comment]:
    if words:
        yield Comment(rule, _with(text, words))


def _with(text: str, words: str) -> str:
    """The sentence with the quotation in it; one mark ends it, not two."""
    filled = text.replace("{quote}", quote(words))
    return filled.replace("?\u201d.", "?\u201d").replace("!\u201d.", "!\u201d")
