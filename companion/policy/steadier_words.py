"""How people say, in six languages, what has become of a danger they spoke of: read by `steadier`.

Against `plain.plain` text, all languages at once, since such an answer is too short to tell which it is in.
"""

from __future__ import annotations

import re

from companion.policy import risk_answers as answers


def _at_end(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(ways)})(?=[ .?!]*$)")


# In the order in which they are taken up. A word that must not stand in it is left out by a lookahead:
# "my wife is coming home" names the hour by which it is to be done.
TOLD: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "helped",
        answers.any_of(
            (
                r"(?:called|rang|phoned|texted|spoke (?:to|with)|talked (?:to|with)) (?:an? |the |my |that |to )*(?:ambulance|911|999|112|988|000|emergency\w*|police|doctor|gp|crisis|hot ?line|help ?line|samaritans|hospital|therapist|psychiatrist|line|number)",
                r"(?:ambulance|paramedics?|doctors?|nurses?|crisis team|police|officers?|fire brigade) (?:(?:is|are|has|have|just|now) )*(?:here|arrived|coming|on (?:the|its|their) way)",
                r"ambulance (?:people|crew|men|lady)|(?:been|got) admitted|(?:im|i am|you|writing) (?:\w+ ){0,2}(?:on|from) the ward",
                r"(?:im|i am|were|we are) (?:now |back )?(?:at|in) (?:the |an )?(?:ambulance|hospital|a e|er|emergency|ward|clinic)",
                r"(?:notarzt|krankenwagen|rettungswagen|rettung|polizei|notruf|112|arzt|arztin|therapeutin?|telefonseelsorge|seelsorge|krisendienst)\w* (?:ist (?:da|hier|unterwegs)|kommt|angerufen|gerufen|gewahlt)",
                r"(?:ich )?bin (?:jetzt |schon )?(?:im krankenhaus|im spital|in der (?:klinik|notaufnahme|psychiatrie))",
                r"(?:jai )?(?:appele|contacte) (?:le |la |les |l|un |une |mon |ma )*(?:samu|15|112|3114|pompiers|urgences|ambulance|medecin|psy\w*|police|numero|ligne)",
                r"(?:le samu|les pompiers|lambulance|les secours|le medecin) (?:est|sont|arrivent?|vient|viennent)|(?:fait|compose) le (?:15|112|18|3114)",
                r"je suis (?:a lhopital|aux urgences|a la clinique)",
                r"(?:llame|he llamado|hable con|he hablado con|ya llame) (?:a |al |a la |con |una? |el |la |mi )*(?:ambulancia|emergencias|112|911|024|policia|medic[oa]|psicolog[oa]|psiquiatra|telefono|linea|numero)",
                r"(?:la ambulancia|el medico|la medica|la policia) (?:ya )?(?:esta|viene|llego|ha llegado)",
                r"(?:llegaron|han llegado|vienen) los de la ambulancia|(?:estoy|me han) ingresad[oa]|estoy en (?:el hospital|urgencias|la clinica)",
                r"(?:ho chiamato|chiamato|ho parlato con) (?:l|il |la |lo |un |una |un|mio |mia )*(?:ambulanza|112|118|medico|dottor\w*|psicolog[oa]|psichiatra|polizia|carabinieri|numero|telefono)",
                r"(?:lambulanza|il medico|la dottoressa|il dottore|i soccorsi) (?:e|sta|stanno|arriva|arrivano)",
                r"(?:e|sono) arrivat[oaie] (?:il |l |la |i )?(?:118|112|ambulanza|soccorsi)|(?:sono|sto) (?:in ospedale|ricoverat[oa]|al pronto soccorso|in clinica)",
                r"(?:liguei|chamei|falei) (?:para |pra |pro |a |o |ao |com |uma? |do |da |de )*(?:ambulancia|samu|192|112|188|inem|cvv|medic[oa]|psicolog[oa]|psiquiatra|policia|numero|linha)",
                r"(?:a ambulancia|o samu|o inem|o medico|a medica) (?:ja )?(?:esta|ta|vem|chegou)",
                r"(?:estou|fui|to|me) (?:ja )?internad[oa]|(?:estou|to) (?:no hospital|na urgencia|no pronto socorro|na upa|na clinica)",
            )
        ),
    ),
    ("company", answers.COMPANY),
    (
        "coming",
        answers.any_of(
            (
                rf"{answers.SOMEBODY['en']}s?\b(?: is| are| will be)? (?:\w+ )?(?:coming(?! (?:home|back|for me|after|in))|on (?:his|her|their|the) way|driving (?:over|here)|picking me up|getting in the car|(?:\w+ )?minutes away)",
                rf"(?:he|she|somebody|someone) (?:has |have |just |finally )*(?:called|rang|phoned|texted|wrote|answered|replied)(?: me)?(?: back)?(?=[.,!?]|$| (?:and|now|just))|(?:rang|called|phoned|texted|messaged|told|woke|spoke (?:to|with)|talked (?:to|with)|wrote to) (?:him|her|them|{answers.SOMEBODY['en']})",
                rf"{answers.SOMEBODY['de']} (?:kommt|kommen|ist unterwegs|sind unterwegs|fahrt los|holt mich|(?:ist|is) (?:in \w+ minuten|gleich) da)(?! (?:\w+ ){{0,3}}(?:heim|nach hause|zuruck|wieder))",
                r"(?:habe?|hab) (?:\w+ ){1,4}(?:angerufen|geschrieben|bescheid (?:gesagt|gegeben))|(?:er|sie|jemand) (?:wei(?:ss|\u00df)|weiss) (?:\w+ )?bescheid",
                rf"(?:habe?|hab) (?:\w+ )?(?:ihn|ihm|ihr|ihnen|{answers.SOMEBODY['de']}) (?:\w+ )?(?:angerufen|geschrieben|gesagt|erzahlt|geweckt|bescheid)",
                rf"{answers.SOMEBODY['fr']} (?:arrivent?|viennent|vient|est en route|passe me)(?! (?:\w+ )?(?:rentrer|de ))",
                rf"(?:jai |je lai |je les ai )(?:\w+ )?(?:appele\w*|prevenue?s?|reveille\w*|ecrit a|parle a|raconte a|tout raconte a)(?: a)?(?: {answers.SOMEBODY['fr']})?",
                rf"(?:dappeler|de prevenir|decrire a) {answers.SOMEBODY['fr']}|est au courant",
                rf"{answers.SOMEBODY['es']} (?:ya )?(?:viene|vienen|esta (?:viniendo|en camino)|estan en camino)(?! a casa)",
                rf"(?:llame|he llamado|le escribi|le he escrito|se lo (?:dije|he dicho|conte)|acabo de contarselo a|avise|he avisado) (?:\w+ )?(?:a )?{answers.SOMEBODY['es']}",
                rf"{answers.SOMEBODY['it']} (?:sta|stanno) (?:\w+ )?(?:arrivando|venendo)|{answers.SOMEBODY['it']} (?:arriva|arrivano|viene|vengono)(?! a casa)",
                r"ho (?:scritto|telefonato) a \w+(?=[.,!?]|$)|(?:lui|lei) lo sa|almeno (?:lui|lei) lo sa",
                rf"(?:ho (?:chiamato|scritto a|svegliato|avvisato|parlato con|detto a)) {answers.SOMEBODY['it']}",
                rf"{answers.SOMEBODY['pt']} (?:ja )?(?:vem|vao vir|esta (?:vindo|a caminho|a vir)|(?:ja )?ta (?:vindo|a vir)|estao (?:vindo|a caminho|a vir))(?! (?:para|pra) casa)",
                r"(?:mandei (?:msg|mensagem)|telefonei) (?:pro|pra|para|ao|a|o) (?:meu |minha )?\w+(?=[.,!?]|$)|(?:ele|ela) ja sabe",
                rf"(?:liguei|falei|contei|mandei mensagem|avisei|acordei) (?:para |pra |pro |com |a |ao )*{answers.SOMEBODY['pt']}",
            )
        ),
    ),
    (
        "apart",
        answers.any_of(
            (
                r"(?:put|locked|threw|thrown|flushed|poured|handed|gave|given) (?:it|them|those|everything|(?:all )?(?:of )?(?:the|my|those) (?:pills|tablets|meds|medication|knife|knives|blades?|razors?|gun|rope|lot))(?: all)? (?:away|back|down the|over to|to (?:my|him|her|them)|in (?:the|another) (?:bathroom|kitchen|bin|car|cupboard|garage|shed|toilet|cabinet|drawer|room|other room)|outside|next door)",
                r"(?:flushed|got rid of|binned|locked away|locked up) (?:it|them|those|everything|(?:all )?(?:of )?(?:the|my) \w+)",
                r"(?:came|climbed|got|stepped|walked|went) (?:back )?(?:down|off|away) from (?:the |that )?(?:bridge|roof|ledge|edge|tracks|platform|railing|balcony|wall|window|there|it)\b|(?:came|climbed|stepped|walked|got|moved) (?:back )?(?:down|away|inside|indoors)(?: again| now)?(?=[.,!?]|$| (?:again|now|from|and))",
                r"(?:im|i am) (?:back )?(?:home|indoors)(?! alone)|(?<!went )(?:away from|down from|walked off|got off|came off) the (?:bridge|roof|ledge|edge|tracks|platform|railing|balcony|wall|window\w*)",
                r"gave (?:him|her|them|(?:my|the) \w+) (?:the|my|all|those) (?:\w+ )?(?:pills|tablets|meds|medication|knife|knives|blades?|razors?|gun|rifle|rope|lot)",
                r"(?:tabletten|pillen|medikamente|messer|klingen?|waffe|seil|strick) (?:(?!mir\b)\w+ ){1,4}(?:gegeben|geben|gebracht|uberlassen)|(?:messer|tabletten|pillen|schlussel|waffe) (?:hat|haben) jetzt (?:mein|der|die|sie|er)\w*|(?:weggesperrt|weggeschlossen|weggelegt|weggeraumt|weggeworfen|weggeschmissen|runtergespult|hinuntergespult|zuruckgelegt|abgegeben)",
                r"(?:bin|gehe|geh) (?:jetzt |wieder |gerade )*(?:vo[nm] (?:der |dem |den )?(?:\w+ )?(?:weg|runter|herunter)|(?:wieder )runter(?=[.,!?]|$)|heruntergekommen|weggegangen|drinnen|zuruckgegangen)",
                r"(?:range\w*|jete\w*|enferme\w*|donne\w*|vide\w*) (?:le|la|les|l) ?(?:medicaments?|cachets?|comprimes?|pilules?|couteaux?|lames?|arme|corde) (?:dans|a|au|aux|loin|sous)|(?:les|lai|je les ai|je lai) (?:rangee?s?|jetee?s?|donnee?s?|enfermee?s?|mise?s? (?:loin|sous cle|dehors))",
                r"(?:donne|rendu|confie|apporte|file) (?:(?:tous )?(?:les|le|la|mes) )?(?:medicaments?|cachets?|comprimes?|pilules?|couteaux?|lames?|arme|corde|boite) (?:\w+ )?(?:a|au|chez)\b|(?:je suis|me suis) (?:redescendue?|(?:descendue?|eloignee?) (?:du toit|du pont|du rebord|de la|du bord)|eloignee?(?=[.,!?]|$)|rentree?(?=[.,!?]|$| (?:chez|a la maison))|ecartee?)",
                r"(?:las|los|la|lo) (?:he |hemos )?(?:guarde|guardado|tire|tirado|encerre|encerrado|di|dado|deje lejos|puse lejos|he puesto lejos)|(?:guarde|tire|encerre|deje|di) (?:las|los) (?:pastillas|cuchillas|medicamentos) (?:a|en|por|lejos)|tire las pastillas|lo tire a(?:l| la)",
                r"(?:di|he dado|entregue|lleve) (?:(?:todas )?(?:las|los|el|la|mis) )?(?:pastillas|medicamentos|cuchill\w+|pistola|arma|cuerda) a\b|(?:ya )?(?:me he bajado|me baje|me he alejado|me aleje) (?:del|de la|de ahi|de alli)(?! (?:todos|autobus|tren))|volvi adentro",
                r"(?:le|li|l|lo|la) ?ho (?:mess[eioa] via|buttat\w|chius\w|dat\w a|res[eio]|consegnat\w)|(?:l ?ha|le ha|li ha) (?:mess[eioa]|pres[eioa]) (?:\w+ )?(?:via|sott ?o?chiave|mi[oa]|lui|lei)|ho (?:buttato|messo via|chiuso) (?:via )?(?:le|il|la|i) (?:pastiglie|pillole|medicine|farmaci|coltell[oi]|lame|pistola|corda)",
                r"ho (?:dato|consegnato|portato) (?:(?:tutte )?(?:le|i|il|la) )?(?:pastiglie|pillole|medicine|farmaci|coltell[oi]|lame|pistola|corda) (?:a|al|alla)\b|(?:sono|mi sono) (?:(?:sces[oa]|allontanat[oa]) (?:dal|dalla|da li|da la)\b|rientrat[oa]|tornat[oa] (?:dentro|indietro|giu))",
                r"(?:guardei|tranquei|entreguei|joguei|deitei|dei) (?:(?:os|as|o|a|todos os|todas as) )?(?:comprimidos?|remedios?|pilulas?|medicamentos?|facas?|laminas?|giletes?|corda|arma|tudo|eles|elas|isso|os|as)(?: \w+)? (?:no lixo|na sanita|no vaso|fora|longe|na rua|para (?:a|o) (?:minha|meu)|pra (?:minha|meu)|a(?:o|a)? (?:minha|meu))|(?:joguei|deitei) fora (?:os|as|tudo|eles|elas|isso|o|a)|joguei tudo fora",
                r"(?:dei|entreguei|levei) (?:os |as |o |a |todos os )?(?:comprimidos?|remedios?|pilulas?|medicamentos?|facas?|laminas?|giletes?|corda|arma|tudo|eles|elas|isso|os|as) (?:a|para|pra|ao)\b|(?:ja )?(?:(?:desci|afastei me|me afastei) (?:da|do|dali|de la)\b|sai de la|sai da (?:ponte|janela|beira\w*)|voltei para dentro|voltei pra dentro)",
            )
        ),
    ),
    (
        "safe",
        answers.any_of(
            (
                r"(?:im|i am|we are|were|i feel|feel|feeling) (?:(?!not\b|never\b|far\b|hardly\b|un\w+)\w+ )?safe(?! (?:to|word))|out of danger",
                r"(?:it|it has|its|the (?:thought|urge|wave|feeling)(?: has| is|s)?) (?:(?:has|is|s|now|mostly|nearly) )*passed",
                r"(?:i wont|(?:im )?not (?:going to|gonna)|i am not going to|i will not) (?:do (?:it|that|anything)|hurt myself|kill myself|try again)",
                r"(?:bin|wir sind|fuhle mich) (?:(?!nicht\b|nie\b|kaum\b)\w+ )?(?:in sicherheit|ausser gefahr|sicher(?= (?:hier|zu hause|bei)\b))|(?:es|der (?:gedanke|drang|moment)) (?:ist|is) (?:jetzt )?voruber",
                r"(?:ich )?(?:tue?|werde) (?:es|mir|das) (?:jetzt |heute )?(?:nichts? (?:an|antun|tun)|nichts)|(?:mache?s?|tue?s?) (?:es |das )?(?:jetzt |heute )?nicht(?: mehr)?(?=[.,!?]|$)",
                r"(?:je suis|on est) (?:(?!pas\b|plus\b)\w+ )?(?:en securite|hors de danger|a labri)|(?:ca|cest|lenvie|la vague) (?:est )?passee?|je (?:ne )?(?:vais pas le faire|le ferai pas|vais rien faire|ferai rien)",
                r"(?<!no )(?:estoy|estamos) (?:(?!no\b)\w+ )?(?:a salvo|fuera de peligro|segur[oa](?= (?:aqui|en casa|ahora)\b))|(?:ya )?(?:se me (?:paso|ha pasado)|ya paso)|no (?:lo )?(?:voy a hacer(?:lo)?|hare)(?: nada)?",
                r"(?<!non )(?<!nn )(?:sono|siamo) (?:(?!non\b)\w+ )?(?:al sicuro|fuori pericolo)|(?:mi )?e passat[oa](?=[.,!?]|$| (?:adesso|ora|un po))|n(?:on|n) (?:lo faro|lo faccio|faro niente|mi faro (?:del )?male)",
                r"(?<!nao )(?<!n )(?:estou|to|estamos) (?:(?!nao\b)\w+ )?(?:em seguranca|a salvo|fora de perigo|segur[oa](?= (?:aqui|em casa|agora)\b))|(?:ja |a vontade )passou(?=[.,!?]|$)|nao (?:vou fazer (?:isso|nada)|farei nada|me vou magoar)",
            )
        ),
    ),
    ("misheard", answers.MISREAD),
    (
        "better",
        answers.any_of(
            (
                r"(?:im|i am|i feel|feel|feeling|its) (?:(?!not\b|never\b|no\b|hardly\b)\w+ )?(?:better|calmer|ok|okay|all ?right|fine)(?: (?:now|again|thanks?))?(?=[.,!?]|$| (?:now|again|thank))",
                r"(?:mir gehts?|es geht(?: mir)?|gehts?) (?:(?!nicht\b|kaum\b)\w+ )?(?:besser|wieder|gut|okay|ok)|bin (?:wieder |etwas |schon )*ruhiger",
                r"(?:ca|je) (?:vais?|va|me sens) (?:(?!pas\b)\w+ )?(?:mieux|bien)|je suis (?:plus )?calme",
                r"(?:estoy|me siento|me encuentro|ya estoy) (?:(?!no\b)\w+ )?(?:mejor|bien|tranquil[oa]|mas calmad[oa])",
                r"(?:sto|mi sento) (?:(?!non\b)\w+ )?(?:meglio|bene|calm[oa]|tranquill[oa])",
                r"(?:estou|to|me sinto|sinto me) (?:(?!nao\b)\w+ )?(?:melhor|bem|calm[oa]|tranquil[oa])",
            )
        ),
    ),
    (
        "words",
        answers.any_of(
            (
                r"(?:dont know|do not know|no idea|no clue|not sure|cant think) (?:what|how|where) (?:to|i should|i can|id) (?:\w+ )?(?:say|tell|explain|talk|face|put|start|begin)|what (?:do|should|can) i (?:say|tell)|how (?:do|should|can) i (?:even |ever )?(?:tell|explain|face) (?:it|this|that|him|her|them|my (?!boss|manager|landlord))",
                r"(?:wei(?:ss|\u00df) (?:\w+ )?nicht|keine ahnung),? (?:was|wie) ich (?:\w+ ){0,3}(?:sagen|erzahlen|erklaren|sprechen|reden)|kein wort raus|(?:was|wie) (?:soll|sage?|kann) ich (?:es |das |bloss |nur )*(?:ihm|meinem|ihr|ihnen|den|der|dem|meine\w)",
                r"(?:sais pas|aucune idee de) (?:quoi|comment|ce que je) (?:\w+ ){0,3}(?:dire|expliquer|parler)|(?:quoi|comment) (?:lui|leur) (?:dire|expliquer|parler)|(?:comment|quest ce que) (?:je|dois je|voulez vous que j\w*) (?:\w+ ){0,3}(?:dire|annonce|annoncer|expliquer|dise)",
                r"no se (?:que|q|como) (?:\w+ ){0,2}(?:decir\w*|explicar\w*|contar\w*|hablar\w*)|(?:que|como) (?:le|les|se lo) (?:digo|cuento|explico)",
                r"n(?:on|n) so (?:cosa|che cosa|che|come) (?:\w+ )?(?:dir\w*|spiegar\w*|raccontar\w*|parlar\w*)|(?:cosa|come|con che parole) (?:gli|le|glielo) (?:dico|spiego|racconto)",
                r"(?:nao|n) sei (?:o que|o q|como) (?:\w+ )?(?:dizer|falar|explicar|contar)|(?:o que|como) (?:e que )?(?:digo|falo|conto|explico|eu (?:digo|falo|conto))",
            )
        ),
    ),
    (
        "ashamed",
        answers.any_of(
            (
                r"(?:feel|feeling|felt|im|i am) (?:(?!not\b)\w+ )?(?:stupid|silly|ashamed|embarrassed|mortified|dramatic|ridiculous|guilty|(?:such )?a fool)|forgive me|(?:sorry|apologi\w+) (?:for|about|that i|to) (?:\w+ ){0,3}(?:bother\w*|fuss|scar\w+|worr\w+|this|all that|trouble|you)|(?:such |making )a fuss|overreact\w*",
                r"schame mich|(?:komme?|fuhle?|ist|wars?|bin|voll|echt) (?:mir|mich|ich|das|alles|so|echt|total| )*(?:peinlich|unangenehm|blod|dumm|lacherlich)|(?:hab|habe) (?:\w+ ){0,2}ubertrieben|(?:sorry|entschuldig\w*|tut mir leid) (?:\w+ ){0,3}(?:storung|umstande|theater|aufregung|belastig\w*|erschreckt|stresse?)|so ein (?:theater|aufhebens|drama)",
                r"(?:jai|jai trop|me sens|suis) (?:(?!pas\b)\w+ )?(?:honte|ridicule|bete|idiote?|genee?|nulle?)|(?:desolee?|pardon) (?:pour|de|davoir) (?:\w+ ){0,3}(?:derange\w*|histoire|cirque|inquiet\w*|tout ca|bazar|peur)",
                r"(?:me da|siento|que|tengo) (?:\w+ )?(?:verguenza)|me siento (?:\w+ )?(?:tont[oa]|ridicul[oa]|estupid[oa])|(?:perdona?|perdone|disculpa|lo siento|siento) (?:por |x )?(?:\w+ ){0,2}(?:molest\w*|lio|susto|preocupar\w*|todo esto)",
                r"mi (?:vergogno|sento (?:\w+ )?(?:stupid[oa]|ridicol[oa]|scem[oa]|in imbarazzo))|che vergogna|che figura|(?:scusa|scusami|mi dispiace) (?:per |di |se )?(?:\w+ ){0,3}(?:rotto|disturb\w*|spavent\w*|tutto questo|casino|preoccup\w*)",
                r"(?:foi mal|desculpa) (?:por|pelo) (?:\w+ ){0,2}drama|(?:tenho|que|estou com|to com|morrendo de) (?:\w+ )?vergonha|(?:me sinto|sinto me) (?:\w+ )?(?:burr[oa]|estupid[oa]|ridicul[oa]|parv[oa])|(?:desculpa|desculpe|perdao) (?:por |pelo |pela )?(?:\w+ ){0,3}(?:incomod\w*|susto|drama|preocup\w*|tudo isso|confusao)",
            )
        ),
    ),
    (
        "tired",
        answers.any_of(
            (
                r"(?:so|very|just|really|im|i am|feel) (?:(?!not\b)\w+ )?(?:tired|exhausted|worn out|worn oot|knackered|shattered|sleepy|drained|wiped out)(?! of)|(?:going to|gonna|try(?:ing)? to|think ill|ill|will) (?:\w+ )?(?:sleep(?! for ?ever)|lie down|put my head down|go to bed|get some rest)",
                r"(?:bin|so|nur|sehr|total) (?:\w+ )?(?:\w*mude|platt|erschopft|fertig|kaputt|erledigt)|(?:versuche?|gehe?|will|werde) (?:\w+ )?(?:zu schlafen|schlafen|ins bett|mich hin(?:legen)?)|leg mich (?:jetzt )?hin|nur noch schlafen(?! und nie)",
                r"(?:suis|tellement|trop|si) (?:\w+ )?(?:fatiguee?|epuisee?|crevee?|lessivee?|videe?)|(?:vais|essayer de|voudrais) (?:\w+ )?(?:dormir(?! pour)|me coucher|mallonger|me reposer)",
                r"(?:estoy|tan|muy) (?:\w+ )?(?:cansad[oa]|agotad[oa]|rendid[oa]|hech[oa] polvo)|me (?:voy a la cama|acuesto)|que sueno tengo|(?:voy a|intentar) (?:\w+ )?(?:dormir|acostarme|tumbarme|descansar)",
                r"(?:sono|so|cosi|molto) (?:\w+ )?(?:stanc[oa]|esaust[oa]|sfinit[oa]|distrutt[oa])|mett\w+ a letto|(?:vado a|provo a|cerco di) (?:\w+ )?(?:dormire|letto|riposare|sdraiarmi|riposarmi)",
                r"(?:estou|to|tao|muito) (?:\w+ )?(?:cansad[oa]|exaust[oa]|esgotad[oa])|(?:vou|tentar) (?:\w+ )?(?:dormir|deitar\w*|descansar)",
            )
        ),
    ),
    (
        "gone",
        answers.any_of(
            (
                r"(?:they|police) (?:took|arrested|have taken) (?:him|her|them)|(?:he|she|they)(?: has| have|s)? (?:left|gone|drove off|driven off|been arrested)|(?:i|we) (?:got|ran|made it) (?:out|away)|(?:hes|shes|theyre) gone",
                r"(?:er|sie) (?:ist|sind) (?:jetzt )?(?:weg|fort|gegangen|abgehauen|festgenommen)|(?:haben|hat) (?:ihn|sie) (?:mitgenommen|abgeholt|festgenommen)|bin (?:raus|weg|geflohen|abgehauen)",
                r"(?:il|elle) est partie?|(?:ils|la police) lont (?:emmenee?|arretee?)|je suis (?:sortie?|partie?|dehors)|jai reussi a (?:sortir|partir)",
                r"(?:se (?:lo|la) (?:han llevado|llevaron)|(?:el|ella) se ha ido|ya se (?:ha ido|fue)|(?:he conseguido|pude|logre) (?:salir|escapar)|me he ido de casa)",
                r"(?:lui|lei) (?:se ne e andat[oa]|e andat[oa] via)|lo? ?hanno (?:portat[oa] via|arrestat[oa])|sono (?:uscit[oa]|scappat[oa]|fuori)",
                r"(?:ele|ela) (?:foi embora|ja foi|saiu)|levaram no|(?:levaram|prenderam) (?:ele|ela|o|a)\b|(?:consegui|ja) (?:sair|fugir|sai)",
            )
        ),
    ),
    (
        "theirs",
        answers.any_of(
            (
                r"(?:hes|shes|theyre|(?:he|she|they|my \w+) (?:is|are)) (?:now |finally )?(?:stable|out of danger|awake|conscious|(?:at the|in) hospital(?! (?:roof|car park))|ok|okay)(?! but)",
                r"(?:er|sie) (?:ist|sind) (?:jetzt |wieder )?(?:stabil|ausser lebensgefahr|wach|bei bewusstsein|im krankenhaus|in sicherheit)",
                r"(?:il|elle) est (?:stable|hors de danger|reveillee?|consciente?|a lhopital|en securite)",
                r"(?:esta|ya esta) (?:estable|fuera de peligro|despiert[oa]|consciente|en el hospital|a salvo)",
                r"(?:e|lui e|lei e) (?:stabile|fuori pericolo|svegli[oa]|cosciente|in ospedale|al sicuro)",
                r"(?:ele|ela)? ?(?:esta|ta) (?:estavel|fora de perigo|acordad[oa]|consciente|no hospital|em seguranca)",
            )
        ),
    ),
    (
        "waiting",
        answers.any_of(
            (
                r"(?:didnt|doesnt|hasnt|havent|wont|isnt|not) (?:\w+ )?(?:answer\w*|pick\w* up|repl\w+|respond\w*|read it)|no (?:answer|reply|response)(?! from (?:the|my) (?:landlord|boss|bank|school|office|company))|voice ?mail|left (?:me )?on read",
                r"(?:antwortet|meldet sich) (?:\w+ )?nicht|geht nicht d?ran|nicht (?:geantwortet|gemeldet|rangegangen|abgenommen|erreicht)|keine antwort(?! vo[mn]\b)|mailbox",
                r"(?:ne )?(?:repond|repondu|decroche) (?:pas|personne)|(?:a|ont) pas (?:repondu|decroche)|pas de reponse(?! d)|messagerie|en vu",
                r"no (?:\w+ )?(?:contesta\w*|responde\w*|coge\w*|contesto|contestado|respondido)|sin respuesta(?! de)|buzon|en visto",
                r"non (?:\w+ )?(?:risponde|rispondono|risposto)|nessuna risposta(?! da)|segreteria",
                r"nao (?:\w+ )?(?:atende\w*|atendeu|responde\w*|respondeu)|sem resposta(?! d)|caixa postal|visualizou",
            )
        ),
    ),
    (
        "no-call",
        answers.any_of(
            (
                r"(?:dont|do not|cant|wont|not going to|not gonna|stop) (?:\w+ ){0,3}(?:(?:call(?:ing)?|phone|phoning|ring)(?= (?:anyone|anybody|them|people|a (?:number|line|hot ?line)|the (?:number|line|card))|[ .,!]*$)|talk(?:ing)? to (?:anyone|anybody|strangers)|hot ?line|help ?line|tell(?:ing)? (?:anyone|anybody))",
                r"(?:will|mag|kann|mochte) (?:\w+ ){0,3}(?:niemanden?|nirgends|nirgendwo|nicht) (?:anrufen|telefonieren|sprechen|reden)|nicht (?:mehr )?(?:anrufen|telefonieren)",
                r"(?:veux|peux|vais) (?:\w+ )?pas (?:\w+ )?(?:appeler|telephoner|parler a (?:quelquun|des gens|un inconnu)|en parler)|(?:veux|peux|vais) (?:appeler|parler a|le dire a) personne",
                r"no (?:quiero|puedo|voy a) (?:\w+ )?(?:llamar|telefonear|hablar con nadie)",
                r"non (?:voglio|posso|riesco a|ho voglia di) (?:\w+ )?(?:chiamare|telefonare|parlare con nessuno)",
                r"nao (?:quero|consigo|vou|posso) (?:\w+ )?(?:ligar|telefonar|chamar ninguem|falar com ninguem)",
            )
        ),
    ),
    (
        "onward",
        _at_end(
            r"what (?:do|should|can) (?:i|we) do(?: now| next)?|what now|what happens (?:now|next)|now what",
            r"was (?:mache?|soll|kann) ich (?:denn )?(?:jetzt|nun)(?: machen| tun)?|was jetzt|und jetzt|wie gehts (?:jetzt )?weiter",
            r"(?:je|on) fais quoi(?: maintenant)?|quest ce que je (?:fais|dois faire)|et maintenant|que faire",
            r"(?:y )?ahora que|que hago(?: ahora)?|que tengo que hacer",
            r"(?:e )?adesso (?:cosa|che) (?:faccio|devo fare)|(?:cosa|che) (?:faccio|devo fare)(?: adesso| ora)?|e adesso|e ora",
            r"e agora|o que (?:e que )?(?:eu )?faco(?: agora)?|que faco",
        ),
    ),
    (
        "numb",
        answers.any_of(
            (
                r"(?:i )?(?:feel|feeling|felt|im|i am) (?:\w+ )?(?:nothing|numb|empty|hollow|blank)(?: at all)?",
                r"(?:fuhle|spure|spur|fuhl) (?:\w+ )?(?:nichts|gar nichts|garnichts)|(?:bin|fuhle mich) (?:\w+ )?(?:leer|taub|betaubt)",
                r"(?:ne )?(?:ressens|sens) (?:plus |juste )?rien|(?:me sens|suis) (?:\w+ )?(?:vide|engourdie?)\b",
                r"no siento nada|me siento (?:\w+ )?vaci[oa]|estoy (?:\w+ )?vaci[oa]",
                r"non (?:sento|provo) (?:piu )?niente|(?:mi sento|sono) (?:\w+ )?vuot[oa]",
                r"nao sinto (?:mais )?nada|(?:me sinto|sinto me|estou|to) (?:\w+ )?vazi[oa]",
            )
        ),
    ),
    # The whole of a short answer: "no me gusta el cafe" is none.
    ("alone", re.compile(rf"{answers.NO.pattern}(?=[ .,!]|$)(?:[ ,.!]+\w+){{0,4}}[ .!]*$")),
)
IN_VAIN = answers.any_of(
    (
        r"(?:didnt|doesnt|wont|not(?! (?:leaving|going anywhere|gonna|going to))|isnt|cant|couldnt|never|nobody|no one|no answer|voicemail|hung up|engaged|busy|wish|if only|before|until|till|unless|should i|was here|used to)",
        r"(?:nicht (?:erreicht|ran|rangegangen|abgenommen|gekommen|da|hier)|kommt nicht|niemand\w*|kein\w*(?! wort)|mailbox|besetzt|bevor|bis (?:er|sie|mein\w*)|geht nicht ran|aufgelegt)",
        r"(?:pas (?:repondu|venue?|la|decroche|ici)|ne (?:repond|vient|viendra|decroche)|repond pas|vient pas|personne|messagerie|occupee?|avant que|jusqua ce)",
        r"(?:no (?:contesta|contesto|responde|viene|vendra|esta|vino|ha (?:contestado|venido))|nadie|buzon|comunica|ocupad[oa]|antes de que|hasta que)",
        r"(?:non (?:risponde|ha risposto|viene|verra|ce|c e|e (?:qui|venut\w))|nessuno|segreteria|occupat[oa]|prima che|finche)",
        r"(?:nao (?:atende|atendeu|responde|respondeu|vem|veio|esta|ta)|ninguem|caixa postal|caiu|ocupad[oa]|antes que|antes de|ate que)",
    )
)
"""With one of these somebody was called in vain, or is awaited for another reason."""

UNEASY = answers.any_of(
    (
        r"(?:shout|scream|yell|bang|threaten|drunk|smash|laugh)\w*|hits?|afraid|scared|hate (?:it|when)|tells? me to|says? i should|step(?:dad|father|mum|mother|brother)|uncle|lesson|gun|rifle|pistol|knife|rope|heaven|goodbye|letter|note|roof|useless|no use|unless|ha|haha\w*|my ex|decision|voices",
        r"(?:schrei|brull|schlag|schlug|betrunken|droh|hammert|lacht|stief)\w*|gelacht|angst|hasse|onkel|gewehr|waffe|pistole|messer|strick|seil|himmel|abschied|brief|dach|parkdeck|nutzlos|bringt nichts|liest mit|stimmen|warteschleife|es sei denn",
        r"(?:crie|hurle|frapp|tape|ivre|menac|saoul)\w*|peur|deteste|ri|beau pere|oncle|fusil|arme|couteau|corde|ceinture|ciel|adieu|lettre|toit|sert a rien|voix|regards|nulle part|le probleme|mon ex",
        r"(?:grit|peg|golpe|borrach|amenaz|insult)\w*|miedo|odio|rio|padrastro|madrastra|tio|escopeta|pistola|arma|cuchillo|cuerda|cielo|adios|carta|azotea|no sirve|voces|mi ex|muerte|jaja\w*",
        r"(?:url|picchi|bat(?:te|tuto)|ubriac|minacc|spacc)\w*|paura|riso|patrigno|zio|fucile|coltello|corda|addio|lettera|testamento|tetto|non serve|voci|mio ex|ahah\w*",
        r"(?:berr|bat(?:e|eu)|bebad|ameac|xing)\w*|medo|odeio|riu|padrasto|espingarda|faca|ceu|adeus|terraco|adianta nada|vozes|meu ex|kkk+",
    )
)
"""Beside one of these somebody's being there is no comfort, whatever was spoken of before."""

AGAIN = answers.any_of(
    (
        r"back|again|work|wieder|arbeit|revien\w*|travail|vuelv\w*|trabajo|torn\w*|lavoro|volt\w*|trabalho|follow\w*|folgt|suit|chercher|sigue|segue|atras|holt",
    )
)
"""Who left and comes back is not gone."""

SWALLOWED = answers.any_of(
    (
        r"stomach|throat|mouth|pocket|vodka|magen|mund|tasche|schnaps|gorge|bouche|poche|garganta|bolsillo|boca|gola|tasca|stomaco|estomago|bolso|later|spater|plus tard|luego|dopo|depois",
    )
)
"""Where what is put there is no further away."""

MEDICAL = answers.any_of(
    (
        r"ambulance|999|911|112|000|paramedics?|emergency\w*|hospital|notarzt|krankenwagen|rettung\w*|notruf|notaufnahme|krankenhaus|spital",
        r"samu|15|18|pompiers|urgences|lhopital|secours|ambulancia|emergencias|urgencias|ambulanza|118|pronto soccorso|ospedale|192|inem|upa|urgencia",
    )
)
"""Help for a body in danger; a friend or a therapist is not enough then."""
