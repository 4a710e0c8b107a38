"""Who tried to take their life in the last days is in acute danger, in six languages and without any model."""

from __future__ import annotations

import pytest

from companion.policy.assess import assess
from companion.turn import Risk

RECENT = """\
yesterday I tried to kill myself
I tried to hang myself last night but the rope broke
I attempted suicide on sunday
an hour ago I tried to drown myself
my suicide attempt was three days ago and I'm home alone now
gestern habe ich versucht mich umzubringen
am Sonntag habe ich einen Suizidversuch gemacht
vor einer stunde hab ich versucht mich zu ertränken
letzte Woche habe ich versucht, mir das Leben zu nehmen
hier j'ai essayé de me tuer
j'ai fait une tentative de suicide dimanche
il y a une heure j'ai essayé de me noyer
j'ai voulu me pendre la nuit dernière
ayer intenté matarme
el domingo hice un intento de suicidio
hace una hora intenté ahogarme
me quise ahorcar antenoche
ieri ho provato a uccidermi
domenica ho tentato il suicidio
un'ora fa ho provato ad annegarmi
ho cercato di togliermi la vita due giorni fa
ontem tentei me matar
domingo eu tentei suicídio
faz uma hora que tentei me afogar
tentei matar-me na semana passada""".splitlines()

LONG_AGO = """\
when I was 19 I tried to kill myself, long time ago
I tried to kill myself 20 years ago today and I'm glad it failed
mit 19 habe ich versucht mich umzubringen, lange her
heute vor 12 Jahren habe ich versucht mich umzubringen
à 19 ans j'ai essayé de me tuer, c'est loin
a los 19 intenté matarme, hace mucho
hoy hace 20 años que intenté matarme
a 19 anni ho provato a uccidermi, tanto tempo fa
aos 19 tentei me matar, faz muito tempo""".splitlines()

HARMLESS = """\
yesterday I tried to kill the weeds by myself
my attempt at bread on sunday was a brick
gestern habe ich versucht die Wespe umzubringen
hier j'ai essayé de me tuer à la tâche, ça n'a pas marché mdr
ayer intenté matar una cucaracha
ieri ho provato a uccidere il mostro finale
ontem tentei matar uma barata""".splitlines()


@pytest.mark.parametrize("words", RECENT)
def test_i_tried_to_take_my_life_and_it_was_days_ago(words: str) -> None:
    assert assess(words).risk == Risk.ACUTE


@pytest.mark.parametrize("words", LONG_AGO)
def test_what_was_years_ago_is_not_now(words: str) -> None:
    assert assess(words).risk < Risk.ACUTE


@pytest.mark.parametrize("words", HARMLESS)
def test_what_i_tried_may_be_anything_else(words: str) -> None:
    assert assess(words).risk < Risk.ELEVATED
