"""What a person answers when they were asked whether they are safe, in six languages.

Read against `plain.plain` text, without accents; all languages at once, since an answer is too short to
tell which it is in. Only asked where the turn before spoke of danger (`assess`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.policy.risk_context import FICTION


def _any(ways: Sequence[str], *, begins: bool = False) -> re.Pattern[str]:
    return re.compile(rf"{'^' if begins else ''}\b(?:{'|'.join(ways)})\b")


YES = _any(
    (
        r"yes|yeah|yep|yea|ya|i am|i do|i have|maybe|i think so|kind ?of|sort of|sometimes|a bit",
        r"a little|probably|i guess(?: so)?|mhm|tonight|soon|i dont know|idk|both",
        r"jap?|jo|jaa+|doch|vielleicht|manchmal|ein bisschen|glaub schon|schon|bald|heute|wei(?:ss|\u00df) (?:ich )?nicht",
        r"oui|ouais|si|peut ?etre|parfois|un peu|je crois|bientot|ce soir|je (?:ne )?sais pas|jsp",
        r"sip?|a veces|quizas?|tal vez|un poco|creo que si|pronto|esta noche|no se\b(?! (?:nada|de que))",
        r"forse|a volte|un po|credo di si|presto|stasera|stanotte|non (?:lo )?so",
        r"sim|talvez|as vezes|um pouco|acho que sim|em breve|hoje|esta noite|nao sei",
    ),
    begins=True,
)
"""Short assent: after danger it is an answer to our own question, not a new subject."""

NO = _any(
    (
        r"no|nope|nah|not really|not at all|nobody|no one|i live alone|alone",
        r"nein|nee|ne\b(?! oder)|nicht wirklich|niemand|keiner|(?:ich )?(?:bin|wohne|lebe) allein\w*|allein\w*",
        r"non|nan|pas vraiment|personne|(?:je )?(?:suis|vis) seule?|seule?",
        r"nop|nadie|la verdad que no|(?:estoy|vivo) sol[oa]|sol[oa]",
        r"per niente|nessuno|(?:sono|vivo) (?:da )?sol[oa]",
        r"nao|ninguem|(?:estou|to|moro|vivo) sozinh[oa]|sozinh[oa]",
    ),
    begins=True,
)

SAFE = _any(
    (
        r"^(?:yes|yeah|yep|no|ok|okay)?[, ]*(?:i am|im|i feel|we are|were)? ?(?:safe|fine|ok|okay|all ?right)",
        r"(?:is|are|s|shes|hes|theyre) (?:with me|here with me)",
        r"^(?:ja|jo|nein)?[, ]*(?:ich bin|bin|wir sind)? ?(?:in sicherheit|sicher)\b(?! nicht)|ist (?:bei mir|hier bei mir)",
        r"^(?:oui|non)?[, ]*(?:je suis|on est|nous sommes)? ?(?:en securite|hors de danger|a labri)|est (?:avec moi|la avec moi)",
        r"^(?:si|no)?[, ]*(?:estoy|estamos)? ?(?:a salvo|fuera de peligro)|(?<!no )(?:esta|estan) conmigo",
        r"^(?:si|no)?[, ]*(?:sono|siamo)? ?(?:al sicuro|fuori pericolo)|(?<!non )(?:e|ce|c e) (?:qui )?con me",
        r"^(?:sim|nao)?[, ]*(?:estou|to|estamos)? ?(?:em seguranca|seguro|segura|fora de perigo)|(?<!nao )esta (?:aqui )?comigo",
    )
)

NOT_SAFE = _any(
    (
        r"(?:not|isnt|arent|never|dont feel) (?:really |very |so )?safe|in the (?:next room|house|kitchen)",
        r"(?:hes|shes|theyre|he is|she is|they are) (?:still )?(?:home|here|back|outside|at the door)",
        r"(?:nicht|nie|gar nicht) (?:wirklich |ganz |so )?(?:in sicherheit|sicher)|(?:er|sie) (?:ist|steht) (?:noch |wieder )?(?:da|hier|im haus|nebenan|vor der tur)",
        r"(?:pas|jamais) (?:vraiment |tres )?en securite|(?:il|elle) est (?:encore |toujours )?(?:la|ici|dans la maison|devant la porte|a cote)",
        r"no (?:me siento|estoy|estamos) (?:a salvo|segur[oa]s?)|(?:el|ella) (?:sigue|esta) (?:aqui|en (?:la )?casa|afuera|en la puerta)",
        r"non (?:mi sento|sono|siamo) al sicuro|(?:lui|lei) e (?:ancora )?(?:qui|in casa|fuori|alla porta)",
        r"nao (?:me sinto|estou|to|estamos) (?:em seguranca|segur[oa]s?)|ele ainda esta aqui|ela ainda esta aqui|(?:ele|ela) (?:ta|esta) (?:em casa|la fora|na porta|a porta)",
    )
)

HELPED = _any(
    (
        r"called|rang|phoned|ringing|ambulance|paramedics?|hospital|doctor|on (?:the|their) way|with me",
        r"they are here|theyre here|coming",
        r"angerufen|krankenwagen|rettungswagen|rettung|notarzt|sanitater|krankenhaus|spital|unterwegs|bei mir",
        r"appele|ambulance|samu|pompiers|secours|hopital|medecin|en route|avec moi|arrivent",
        r"llame|llamado|llamamos|ambulancia|hospital|medic[oa]|en camino|conmigo|ya vienen",
        r"chiamato|ambulanza|ospedale|medico|pronto soccorso|stanno arrivando|arrivano|con me",
        r"liguei|chamei|ambulancia|samu|hospital|medic[oa]|a caminho|comigo|estao a chegar|estao vindo|inem",
    )
)

NOBODY_CALLED = re.compile(
    r"\b(?:havent|have not|hasnt|didnt|did not|dont|wont|cant|cannot|not|nobody|no one"
    r"|nicht|kein\w*|niemand\w*|pas|personne|no|nadie|non|nessuno|nao|ninguem)(?: \w+){0,4} "
    r"(?:call|called|calling|phone|phoned|ring|ringing|coming|angerufen|anrufen|rufen|rufe|kommt|appele|appeler"
    r"|appelle|vient|llame|llamado|llamar|viene|chiamato|chiamare|chiamo|viene|liguei|chamei|ligar"
    r"|chamar|vem)\b"
    r"|\b(?:called|rang|appele|llamado|llame|chiamato|liguei|chamei)(?: \w+){0,2} "
    r"(?:nobody|no one|personne|nadie|nessuno|ninguem)\b"
)
"""Help that was not called; its words are otherwise those of `HELPED`."""

OTHERWISE = re.compile(
    FICTION.pattern
    + "|"
    + _any(
        (
            r"jok(?:e|ing)|kidding|(?:im|i am) (?:fine|ok|okay|safe|all right)",
            r"not what i mean\w*|you got (?:it|that) wrong|misread|misunderst\w+",
            r"(?:war|ist) (?:nur |bloss )?(?:ein |n )?(?:spass|witz|scherz|lied|film|spiel|buch|zitat)|nicht so gemeint|falsch verstanden|missverst\w+",
            r"(?:mir|uns) gehts? (?:es )?gut|(?:ich )?bin in sicherheit",
            r"(?:cetait|cest) (?:juste |que )?(?:une? )?(?:blague|chanson|film|jeu|livre|citation)|pas ce que je voulais dire|mal compris",
            r"je (?:vais|suis) bien|je suis en securite|je (?:rigole|rigolais|plaisante|plaisantais)",
            r"(?:era|es) (?:solo |nomas )?(?:una? )?(?:broma|chiste|cancion|pelicula|juego|libro|cita)|no (?:es lo que|queria decir)|entendiste mal|malentendido",
            r"estoy (?:bien|a salvo)|(?:estaba|estoy) bromeando",
            r"(?:era|e) (?:solo |soltanto )?(?:una? |uno )?(?:scherzo|battuta|canzone|film|gioco|libro|citazione)|non (?:intendevo|volevo dire)|(?:hai capito|capito) male|frainteso",
            r"sto bene|sono al sicuro|scherzavo",
            r"(?:era|e) (?:so |apenas )?(?:uma? )?(?:brincadeira|piada|musica|filme|jogo|livro|citacao)|nao (?:foi isso|era isso|quis dizer)|entendeste mal|entendeu (?:mal|errado)",
            r"(?:estou|to) (?:bem|em seguranca)|(?:estava|tava|estou|to) (?:a brincar|brincando|zoando)",
        )
    ).pattern
)
"""What a person says to whom took their words for danger."""
