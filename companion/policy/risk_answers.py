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
        r"(?:not|isnt|arent|never|dont feel) (?:really |very |so )?safe",
        r"(?:nicht|nie|gar nicht) (?:wirklich |ganz |so )?(?:in sicherheit|sicher)",
        r"(?:pas|jamais) (?:vraiment |tres )?en securite",
        r"no (?:me siento|estoy|estamos) (?:a salvo|segur[oa]s?)",
        r"no?n (?:mi sento|sono|siamo) al sicuro",
        r"(?:nao|n) (?:me sinto|estou|to|estamos) (?:em seguranca|segur[oa]s?)",
    )
)

THERE = _any(
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

MISREAD = _any(
    (
        r"jok(?:e|ing)|kidding|lyrics?|quoting|wrong end of the stick|telling you about the film",
        r"not what i mean\w*|you got (?:it|that) wrong|misread|misunderst\w+",
        r"(?:war|ist) (?:nur |bloss )?(?:ein |n )?(?:spass|witz|scherz|lied|film|spiel|buch|zitat)|(?:eine?|ne) (?:song|lied|film)?zeile|nicht so gemeint|falsch verstanden|missverst\w+",
        r"(?:cetait|cest) (?:juste |que )?(?:une? )?(?:blague|chanson|film|jeu|livre|citation)|pas ce que je voulais dire|mal compris",
        r"(?:cetait|cest) (?:une |juste une )?vanne|je (?:rigole|rigolais|plaisante|plaisantais)",
        r"(?:era|es) (?:solo |nomas )?(?:una? )?(?:broma|chiste|cancion|pelicula|juego|libro|cita)|no (?:es lo que|queria decir)|entendiste mal|malentendido",
        r"(?:estaba|estoy) bromeando|letra de una cancion|hablaba (?:de la pelicula|del personaje)",
        r"(?:era|e) (?:solo |soltanto )?(?:una? |uno )?(?:scherzo|battuta|canzone|film|gioco|libro|citazione)|non (?:intendevo|volevo dire)|(?:hai capito|capito) male|frainteso",
        r"scherzavo|equivoco|stavo citando",
        r"(?:era|e) (?:so |apenas )?(?:uma? )?(?:brincadeira|piada|musica|filme|jogo|livro|citacao)|nao (?:foi isso|era isso|quis dizer)|entendeste mal|entendeu (?:mal|errado)",
        r"(?:estava|tava|estou|to) (?:a brincar|brincando|zoando|a citar|citando)|zoeira|percebeu mal|letra de (?:um|uma)",
    )
)
"""What a person says who was taken for somebody in danger."""

_FINE = _any(
    (
        r"(?:im|i am) (?:fine|ok|okay|safe|all right)",
        r"(?:mir|uns) gehts? (?:es )?gut|(?:ich )?bin in sicherheit",
        r"je (?:vais|suis) bien|je suis en securite",
        r"estoy (?:bien|a salvo)",
        r"sto bene|sono al sicuro",
        r"(?:estou|to) (?:bem|em seguranca)",
    )
)

OTHERWISE = re.compile("|".join(one.pattern for one in (FICTION, MISREAD, _FINE)))
"""What a person says to whom took their words for danger."""

SOMEBODY: dict[str, str] = {
    "en": r"(?:(?:my |me |the |a |some )?(?:\w+ )?(?:brother|bro|sister|mum|mom|mam|mother|dad|father|pal|bestie|parents|husband|wife|partner|boyfriend|girlfriend|friends?|mate|neighbou?rs?|flatmate|roommate|housemate|son|daughter|aunt|uncle|cousin|nan|gran\w*|colleague|family)|hes|shes|theyre|he|she|they|someone|somebody)",
    "de": r"(?:(?:mein\w* |de[rm] |die |ein\w* )?(?:\w+ )?(?:bruder|schwester|mutter|mama|mutti|vater|papa|mann|frau|partner\w*|freund\w*|kumpel|nachbar\w*|mitbewohner\w*|sohn|tochter|tante|onkel|cousin\w*|oma|opa|schwager|schwagerin|kolleg\w*|eltern|familie)|er|sie|der|die|jemand\w*)",
    "fr": r"(?:(?:mon |ma |mes |un |une |le |la |des )?(?:\w+ )?(?:frere|s(?:oe|\u0153)ur|mere|maman|pere|papa|mari|femme|epouse|epoux|compagn\w+|copain|copine|amie?s?|pote|voisine?s?|coloc\w*|fils|fille|tante|oncle|cousine?|mamie|papi|collegue|parents|famille)|il|elle|ils|elles|quelquun)",
    "es": r"(?:(?:mi |mis |un |una |el |la )?(?:\w+ )?(?:herman[oa]s?|madre|mama|padre|papa|padres|marido|mujer|espos[oa]|pareja|novi[oa]|amig[oa]s?|vecin[oa]s?|companer[oa]|hij[oa]s?|ti[oa]|prim[oa]|abuel[oa]|familia)|el|ella|ellos|ellas|alguien)",
    "it": r"(?:(?:mio |mia |i miei |un |una |il |la |l )?(?:\w+ )?(?:fratello|sorella|madre|mamma|padre|papa|genitori|marito|moglie|compagn[oa]|ragazz[oa]|fidanzat[oa]|amic[oahie]+|vicin[oa]|coinquilin[oa]|figli[oa]?|zi[oa]|nipote|cugin[oa]|nonn[oa]|famiglia)|lui|lei|loro|qualcuno)",
    "pt": r"(?:(?:meu |minha |meus |um |uma |o |a )?(?:\w+ )?(?:irma[o]?|mae|pai|pais|marido|esposa|mulher|companheir[oa]|namorad[oa]|amig[oa]s?|vizinh[oa]|colega|filh[oa]|ti[oa]|prim[oa]|avo|comadre|compadre|familia)|ele|ela|eles|elas|alguem)",
}
"""Words for a person who may be near, by language."""

COMPANY = _any(
    (
        rf"{SOMEBODY['en']}s?\b(?: is| are)? (?:(?:now|already|right|just|sitting|lying|still|over) )*(?:here|with me|next to me|beside me|by my side|staying|holding (?:me|my hand)|(?:sitting|sat|lying|asleep) (?:\w+ ){{0,3}}(?:here|with me|next to|beside|by|on|in)|not (?:leaving|going anywhere))",
        r"(?:im|i am) (?:now )?(?:not alone|at my \w+(?: \w+)?(?=[.,!?]|$| (?:now|place|house))|with my \w+)",
        rf"{SOMEBODY['de']} (?:ist|sind|is|sitzt|sitzen|hockt|liegt|bleibt|bleiben|schlaft) (?:\w+ ){{0,3}}(?:bei mir|neben mir|da|hier)|{SOMEBODY['de']} bleibt (?:heute |die |uber )*(?:nacht|da|hier|bei mir)|(?:bin|jetzt) (?:jetzt )?(?:nicht (?:mehr )?allein\w*|bei (?:meine[rmn]|ihm|ihr|ihnen))",
        rf"{SOMEBODY['fr']} (?:est|sont|reste|restent|dort) (?:\w+ )?(?:la|ici|avec moi|a cote de moi|aupres de moi|pres de moi|chez moi|cette nuit|ce soir)|je (?:ne )?suis (?:pas|plus) seule?|je suis (?:chez|avec) (?:mon|ma|mes|un|une|elle|lui|eux)",
        rf"{SOMEBODY['es']} (?:ya )?(?:esta|estan|se queda|se quedan) (?:\w+ )?(?:conmigo|aqui|a mi lado|esta noche|a dormir)|(?:esta|estan) {SOMEBODY['es']} (?:\w+ )?conmigo|(?:ya )?no estoy sol[oa]|estoy (?:con|en casa de) (?:mi|mis|un|una|el|ella)",
        rf"{SOMEBODY['it']} (?:e|sono|resta|restano|rimane|dorme|mi sta) (?:\w+ )?(?:qui|qua|con me|accanto|vicino a me|stanotte|stasera)(?! fuori)|c ?e (?:qui |qua )?{SOMEBODY['it']}|non mi lascia sol[oa]|non sono (?:piu )?sol[oa]|sono (?:da|con|a casa di) (?:mio|mia|miei|un|una|lui|lei|loro)",
        rf"{SOMEBODY['pt']} (?:ja )?(?:esta|ta|estao|fica|vai ficar|ficou) (?:\w+ )?(?:comigo|aqui|ao meu lado|do meu lado|esta noite)|(?:ja )?nao estou (?:mais )?sozinh[oa]|(?:estou|to) (?:com|na casa d[oae]) ?(?:o |a )?(?:meu|minha|meus|um|uma|ele|ela)",
    )
)
"""Somebody is near; a comfort where the danger is not that somebody."""
