"""What a person answers when they were asked whether they are safe, in six languages.

Read against `plain.plain` text, without accents; all languages at once, since an answer is too short to
tell which it is in. Only asked where the turn before spoke of danger (`assess`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.policy.risk_context import FICTION


def any_of(ways: Sequence[str], *, begins: bool = False) -> re.Pattern[str]:
    """Any of these ways of saying something, as whole words. begins: at the beginning of the message alone."""
    return re.compile(rf"{'^' if begins else ''}\b(?:{'|'.join(ways)})\b")


YES = any_of(
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

NO = any_of(
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

SAFE = any_of(
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

NOT_SAFE = any_of(
    (
        r"(?:not|isnt|arent|never|dont feel) (?:really |very |so )?safe",
        r"(?:nicht|nie|gar nicht) (?:wirklich |ganz |so )?(?:in sicherheit|sicher)",
        r"(?:pas|jamais) (?:vraiment |tres )?en securite",
        r"no (?:me siento|estoy|estamos) (?:a salvo|segur[oa]s?)",
        r"no?n (?:mi sento|sono|siamo) al sicuro",
        r"(?:nao|n) (?:me sinto|estou|to|estamos) (?:em seguranca|segur[oa]s?)",
    )
)

THERE = any_of(
    (
        r"in the (?:next room|house|kitchen)",
        r"(?:hes|shes|theyre|he is|she is|they are) (?:still )?(?:home|here|back|outside|at the door)",
        r"(?:er|sie) (?:ist|steht) (?:noch |wieder )?(?:da|hier|im haus|nebenan|vor der tur)",
        r"(?:il|elle) est (?:encore |toujours )?(?:la|ici|dans la maison|devant la porte|a cote)",
        r"(?:el|ella) (?:sigue|esta) (?:aqui|en (?:la )?casa|afuera|en la puerta)|esta en la puerta",
        r"(?:lui|lei) e (?:ancora )?(?:qui|in casa|fuori|alla porta)",
        r"ele ainda esta aqui|ela ainda esta aqui|(?:ele|ela) (?:ta|esta) (?:em casa|la fora|na porta|a porta)",
    )
)
"""Where somebody is, which is no safety while that somebody is the danger."""

HELPED = any_of(
    (
        r"(?:called|rang|phoned|ringing)(?=[.,!?]|$| (?:them|it|the|an?|911|999|112|988|111|emergency|for)\b)|ambulance|paramedics?|hospital|doctor|on (?:the|their) way|with me",
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

MISREAD = any_of(
    (
        r"(?:im|i am|was|only|just) (?:only |just )?(?:joking|kidding|quoting)|(?:thats|that was|it was|its) (?:just |only )?(?:a |the |an? )?(?:joke|lyrics?)|wrong end of the stick|telling you about the film",
        r"not what i mean\w*|you got (?:it|that) wrong|misread|you (?:\w+ )?misunderst\w+|(?:a )?misunderstanding",
        r"(?<!leben )(?:war|ist) (?:doch )?(?:nur |bloss )?(?:ein |n )?(?:spass|witz|scherz|lied|film|spiel|buch|zitat)|(?:eine?|ne) (?:song|lied|film)?zeile|nicht so gemeint|falsch verstanden|missverst\w+",
        r"(?<!vie )(?:cetait|cest) (?:juste |que )?(?:une? )?(?:blague|chanson|film|jeu|livre|citation)|pas ce que je voulais dire|mal compris",
        r"(?:cetait|cest) (?:une |juste une )?vanne|je (?:rigole|rigolais|plaisante|plaisantais)",
        r"(?<!vida )(?:era|es) (?:solo |nomas )?(?:una? )?(?:broma|chiste|cancion|pelicula|juego|libro|cita)|no (?:es lo que|queria decir)|entendiste mal|malentendido",
        r"(?:estaba|estoy) bromeando|letra de una cancion|hablaba (?:de la pelicula|del personaje)",
        r"(?<!vita )(?:era|e) (?:solo |soltanto )?(?:una? |uno )?(?:scherzo|battuta|canzone|film|gioco|libro|citazione)|non (?:intendevo|volevo dire)|(?:hai capito|capito) male|frainteso",
        r"scherzavo|equivoco|stavo citando",
        r"(?<!vida )(?:era|e) (?:so |apenas )?(?:uma? )?(?:brincadeira|piada|musica|filme|jogo|livro|citacao)|nao (?:foi isso|era isso|quis dizer)|entendeste mal|entendeu (?:mal|errado)",
        r"(?:estava|tava|estou|to) (?:a brincar|brincando|zoando|a citar|citando)|zoeira|percebeu mal|letra de (?:um|uma)",
    )
)
"""What a person says who was taken for somebody in danger."""

_FINE = any_of(
    (
        r"(?:im|i am) (?:fine|ok|okay|safe|all right)",
        r"(?:mir|uns) gehts? (?:es )?gut|(?:ich )?bin in sicherheit",
        r"je (?:vais|suis) bien|je suis en securite",
        r"estoy (?:bien|a salvo)",
        r"sto bene|sono al sicuro",
        r"(?:estou|to) (?:bem|em seguranca)",
    )
)

_DENIES = re.compile(
    r"\b(?:not|never|no|nobody|(?:have|has|had|did|do|does|is|are|was|wo|ca|could|should|would)nt|cannot|almost|nearly|should(?: ha)?ve|wanted to|going to|how|wish\w*|if"
    r"|nicht|nie|kein\w*|nichts|fast|beinahe|wollte|sollte|wenn|pas|jamais|rien|failli|presque|si|nunca|casi|non|nn|mai|quasi|se|nao|quase|ser)(?: \w+){0,3} $"
)
_DENIES_INSIDE = re.compile(
    r"\b(?:nicht(?! (?:mehr )?allein)|nichts|nie|kein\w*|pas(?! seul)|jamais|rien|presque|failli)\b"
)
_DENIES_AFTER = re.compile(r"^ ?(?:pas|plus|nicht|niente|nada)\b")
_CLAUSE = re.compile(r"[.!?,;:\n]")


def denied(found: re.Match[str], *, inside: bool = True) -> bool:
    """Whether what was found in a plain spelling is denied, nearly done, asked or wished for, in its own clause.

    inside: whether a denial may stand within it, which is none where that is what is looked for ("I won't do it").
    """
    clause = _CLAUSE.split(found.string[: found.start()])[-1]
    return bool(
        _DENIES.search(clause)
        or (inside and _DENIES_INSIDE.search(found[0]))
        or _DENIES_AFTER.match(found.string[found.end() :])
    )


def otherwise(spelling: str) -> bool:
    """Whether a person says that their words, which were taken for danger, were meant otherwise."""
    meant = any(not denied(one, inside=False) for one in MISREAD.finditer(spelling))
    return bool(meant or FICTION.search(spelling) or _FINE.search(spelling))


def helped(spelling: str) -> bool:
    """Whether help is there or was called, for one who is in danger of their life."""
    called = any(not denied(one) for one in HELPED.finditer(spelling))
    return called and not NOBODY_CALLED.search(spelling)


KIN: dict[str, str] = {
    "en": r"(?:my |me |the |a |some )?(?:\w+ )?(?:brother|bro|sister|mum|mom|mam|mother|dad|father|pal|bestie|parents|husband|wife|partner|boyfriend|girlfriend|friends?|mate|neighbou?rs?|flatmate|roommate|housemate|son|daughter|aunt|uncle|cousin|nan|gran\w*|colleague|family)",
    "de": r"(?:mein\w* |de[rm] |die |ein\w* )?(?:\w+ )?(?:bruder|schwester|mutter|mama|mutti|vater|papa|mann|frau|partner\w*|freund\w*|kumpel|nachbar\w*|mitbewohner\w*|sohn|tochter|tante|onkel|cousin\w*|oma|opa|schwager|schwagerin|kolleg\w*|eltern|familie)",
    "fr": r"(?:mon |ma |mes |un |une |le |la |des )?(?:\w+ )?(?:frere|s(?:oe|\u0153)ur|mere|maman|pere|papa|mari|femme|epouse|epoux|compagn\w+|copain|copine|amie?s?|pote|voisine?s?|coloc\w*|fils|fille|tante|oncle|cousine?|mamie|papi|collegue|parents|famille)",
    "es": r"(?:mi |mis |un |una |el |la )?(?:\w+ )?(?:herman[oa]s?|madre|mama|padre|papa|padres|marido|mujer|espos[oa]|pareja|novi[oa]|amig[oa]s?|vecin[oa]s?|companer[oa]|hij[oa]s?|ti[oa]|prim[oa]|abuel[oa]|familia)",
    "it": r"(?:mio |mia |i miei |un |una |il |la |l )?(?:\w+ )?(?:fratello|sorella|madre|mamma|padre|papa|genitori|marito|moglie|compagn[oa]|ragazz[oa]|fidanzat[oa]|amic[oahie]+|vicin[oa]|coinquilin[oa]|figli[oa]?|zi[oa]|nipote|cugin[oa]|nonn[oa]|famiglia)",
    "pt": r"(?:meu |minha |meus |um |uma |o |a )?(?:\w+ )?(?:irma[o]?|mae|pai|pais|marido|esposa|mulher|companheir[oa]|namorad[oa]|amig[oa]s?|vizinh[oa]|colega|filh[oa]|ti[oa]|prim[oa]|avo|comadre|compadre|familia)",
}
"""People somebody may have near, by language."""

_ONE = {
    "en": r"hes|shes|he|she|someone|somebody",
    "de": r"er|sie(?= (?:ist|is|sitzt|hockt|bleibt|schlaft))|jemand\w*",
    "fr": r"il|elle|quelquun",
    "es": r"el|ella|alguien",
    "it": r"lui|lei|qualcuno",
    "pt": r"ele|ela|alguem",
}
# "They are here with me" may be the tablets.
SOMEBODY = {language: f"(?:{kin}|{_ONE[language]})" for language, kin in KIN.items()}
"""Words for one person who may be near, by language."""

COMPANY = any_of(
    (
        rf"{SOMEBODY['en']}s?\b(?: is| are)? (?:(?:now|already|right|just|sitting|lying|still|over) )*(?:here|with me|next to me|beside me|by my side|staying|holding (?:me|my hand)|(?:sitting|sat|lying|asleep) (?:\w+ ){{0,3}}(?:here|with me|next to|beside|by|on|in)|not (?:leaving|going anywhere))",
        rf"(?:im|i am) (?:now )?(?:not alone|(?:at|with) {KIN['en']}s?\b)",
        rf"{SOMEBODY['de']} (?:ist|sind|is|sitzt|sitzen|hockt|bleibt|bleiben|schlaft) (?:\w+ ){{0,3}}(?:bei mir|neben mir|da|hier)|{SOMEBODY['de']} bleibt (?:heute |die |uber )*(?:nacht|da|hier|bei mir)|(?:bin|jetzt) (?:jetzt )?(?:nicht (?:mehr )?allein\w*|bei (?:ihm|ihr|ihnen|{KIN['de']}))",
        rf"{SOMEBODY['fr']} (?:est|sont|reste|restent|dort) (?:\w+ )?(?:la|ici|avec moi|a cote de moi|aupres de moi|pres de moi|chez moi|cette nuit|ce soir)|je (?:ne )?suis (?:pas|plus) seule?|je suis (?:chez|avec) (?:elle|lui|eux|{KIN['fr']})",
        rf"{SOMEBODY['es']} (?:ya )?(?:esta|estan|se queda|se quedan) (?:\w+ )?(?:conmigo|aqui|a mi lado|esta noche|a dormir)|(?:esta|estan) {SOMEBODY['es']} (?:\w+ )?conmigo|(?:ya )?no estoy sol[oa]|estoy (?:con|en casa de) (?:ella|el(?=[.,!?]|$)|{KIN['es']})",
        rf"{SOMEBODY['it']} (?:e|sono|resta|restano|rimane|dorme|mi sta) (?:\w+ )?(?:qui|qua|con me|accanto|vicino a me|stanotte|stasera)(?! fuori)|c ?e (?:qui |qua )?{SOMEBODY['it']}|non mi lascia sol[oa]|non sono (?:piu )?sol[oa]|sono (?:da|con|a casa di) (?:lui|lei|{KIN['it']})",
        rf"{SOMEBODY['pt']} (?:ja )?(?:esta|ta|estao|fica|vai ficar|ficou) (?:\w+ )?(?:comigo|aqui|ao meu lado|do meu lado|esta noite)|(?:ja )?nao estou (?:mais )?sozinh[oa]|(?:estou|to) (?:com|na casa d[oae]) ?(?:ele|ela|{KIN['pt']})",
    )
)
"""Somebody is near; a comfort where the danger is not that somebody."""

BUT = any_of(
    (
        r"but|though|wait|when|until|aber|warten|wenn|bis|mais|attendre|quand|pero|esperar|cuando|ma|aspettare|quando|mas",
    )
)
"""With one of these, that somebody is near may be what stands in the way of an act."""
