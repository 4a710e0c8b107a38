"""Words that nobody said: what recognisers make of silence and noise, and what keeps it out.

The first gate is the endpoint: where no speech was found no recogniser is asked. The second is how
long the voice was. The last is this list: Whisper learnt from subtitles, and fills silence with
what stands at their end. A phrase that people do say ("thank you") goes only where there was hardly
any voice or the recogniser was unsure.
"""

from __future__ import annotations

LEAST_VOICED_MS = 160.0  # "no" takes longer; a key, a click or a chord in music is shorter
HARDLY_MS = 300.0
SURE = 0.6
APOSTROPHES = "'\u2019"

# Written in the order English, German, French, Spanish, Italian, Portuguese; without case and marks.
NEVER_SAID = frozenset(
    """
thanks for watching
thank you for watching
thank you so much for watching
thank you very much for watching
thanks for watching and i will see you in the next video
ill see you in the next video
see you in the next video
please subscribe
please subscribe to my channel
dont forget to like and subscribe
like and subscribe
subtitles by the amara org community
subtitles by
transcription by castingwords
transcribed by https otter ai
untertitel der amara org community
untertitel im auftrag des zdf für funk 2017
untertitel im auftrag des zdf 2020
untertitelung des zdf 2020
untertitelung aufgrund der amara org community
vielen dank fürs zuschauen
danke fürs zuschauen
sous titres réalisés par la communauté damara org
sous titres réalisés para la communauté damara org
sous titrage société radio canada
sous titrage st 501
merci davoir regardé cette vidéo
merci davoir regardé la vidéo
noubliez pas de vous abonner
subtítulos realizados por la comunidad de amara org
subtítulos por la comunidad de amara org
gracias por ver el video
gracias por ver el vídeo
suscríbete al canal
sottotitoli creati dalla comunità amara org
sottotitoli e revisione a cura di qtss
grazie per aver guardato il video
grazie per la visione
iscriviti al canale
iscrivetevi al canale
legendas pela comunidade amara org
legendas pela comunidade de amara org
obrigado por assistir
obrigada por assistir
obrigado por assistirem
inscreva se no canal
""".strip().splitlines()
)
SELDOM_SAID = frozenset(
    """
music
applause
laughter
silence
musik
musique
música
musica
bis zum nächsten mal
thank you
thank you very much
thanks
you
bye
bye bye
okay
oh
so
the
vielen dank
danke
tschüss
ja
merci
au revoir
oui
gracias
adiós
sí
grazie
ciao
sì
obrigado
obrigada
tchau
sim
""".strip().splitlines()
)


def nobody_said(text: str, voiced_ms: float, confidence: float) -> bool:
    """Whether a recogniser's text is most likely its own invention.

    voiced_ms: how long a voice was heard. confidence: the recogniser's, 0 to 1.
    """
    plain = _plain(text)
    if not plain or plain in NEVER_SAID:
        return True
    # "no, no, no" and "music" are said too, and what somebody says in need must not be lost.
    doubtful = voiced_ms < HARDLY_MS or confidence < SURE
    return doubtful and (plain in SELDOM_SAID or _repeats(plain))


def _plain(text: str) -> str:
    kept = (letter if letter.isalnum() else "" if letter in APOSTROPHES else " " for letter in text)
    words = "".join(kept).casefold().split()
    return " ".join(words)


def _repeats(plain: str) -> bool:
    """Whether it is the same few words over and over, as a recogniser does that is caught in a loop."""
    words = plain.split()
    for size in (1, 2, 3, 4):
        times, rest = divmod(len(words), size)
        if times >= 6 and words[: size * times] == words[:size] * times and rest < size:
            return True
    return False
