"""Passages that look like acts, in five languages, with the words that say so."""

import pytest

from correspondence.models.texts import find_passage
from correspondence.suggestions import suggest_acts

SAID = {
    "en": {
        "proposal": "The Government of Latvia proposes to hold one more inspection in spring.",
        "request": "We would be grateful if you would send the list of the units.",
        "refusal": "The Ministry is not able to accept the additional visit.",
        "acceptance": "My Government accepts the invitation and is glad to come.",
        "redirection": "This should be discussed in the OSCE, where all can speak.",
        "position": "It is the position of my Government that the treaty stands.",
        "reminder": "The Embassy has not yet received a reply to its note.",
    },
    "lv": {
        "proposal": "Latvijas puse ierosina rīkot papildu inspekciju pavasarī.",
        "request": "Ministrija lūdz nosūtīt vienību sarakstu līdz mēneša beigām.",
        "refusal": "Ministrija noraida papildu apmeklējumu un to nevar atbalstīt.",
        "acceptance": "Latvijas puse piekrīt rīkot tikšanos Rīgā nākamajā nedēļā.",
        "redirection": "Šis jautājums jāizskata EDSO ietvaros, kur piedalās visi.",
        "position": "Latvija uzskata, ka līgums joprojām ir spēkā visām pusēm.",
        "reminder": "Ministrija atgādina par savu notu, uz kuru nav atbildes.",
    },
    "ru": {
        "proposal": "Российская сторона предлагает провести встречу экспертов в Москве.",
        "request": "Министерство просит направить список подразделений до конца месяца.",
        "refusal": "Министерство отклоняет предложение о дополнительной инспекции.",
        "acceptance": "Российская сторона согласна с предложением о встрече в Риге.",
        "redirection": "Этот вопрос следует рассматривать в рамках ОБСЕ, а не здесь.",
        "position": "Россия исходит из того, что договор остается в силе для всех.",
        "reminder": "Посольство напоминает о своей ноте, на которую нет ответа.",
    },
    "fr": {
        "proposal": "Le Gouvernement propose de tenir une réunion d'experts à Paris.",
        "request": "Je vous serais reconnaissant de bien vouloir envoyer la liste.",
        "refusal": "Le Gouvernement ne peut pas accepter la visite supplémentaire.",
        "acceptance": "Le Gouvernement accepte l'invitation et remercie l'Ambassade.",
        "redirection": "Cette question devrait être examinée dans le cadre de l'OSCE.",
        "position": "Mon Gouvernement considère que le traité demeure en vigueur.",
        "reminder": "L'Ambassade rappelle sa note, qui reste à ce jour sans réponse.",
    },
    "de": {
        "proposal": "Die Bundesregierung schlägt ein Treffen der Fachleute in Bonn vor.",
        "request": "Das Ministerium bittet um die Liste der Verbände bis Ende des Monats.",
        "refusal": "Die Bundesregierung lehnt den zusätzlichen Besuch entschieden ab.",
        "acceptance": "Die Bundesregierung nimmt die Einladung mit Dank gern an.",
        "redirection": "Die Frage sollte im Rahmen der OSZE mit allen Staaten erörtert werden.",
        "position": "Die Bundesregierung ist der Auffassung, dass der Vertrag weiter gilt.",
        "reminder": "Die Botschaft erinnert an ihre Note, die ohne Antwort geblieben ist.",
    },
}


@pytest.mark.parametrize(("code", "kind"), [(code, kind) for code, acts in SAID.items() for kind in acts])
def test_an_act_is_told_by_the_verbs_of_its_language(code, kind):
    found = suggest_acts(SAID[code][kind], code)

    assert kind in {one.kind for one in found}


def test_the_quote_stands_word_for_word_in_the_text():
    text = "Dear Minister,\n\n" + "  \n".join(SAID["en"].values()) + "\nYours, the Ambassador"

    found = suggest_acts(text, "en")

    assert len(found) >= len(SAID["en"])
    assert all(text[one.start : one.end] == one.quote and find_passage(text, one.quote) for one in found)


def test_the_reason_gives_the_words_that_look_like_the_act():
    (found,) = suggest_acts("The Ministry rejects the visit of the inspectors in May.", "en")

    assert found.reason == "Looks like a refusal: “rejects”."


def test_a_text_without_acts_suggests_nothing():
    assert suggest_acts("The weather in Riga was fine. The delegation arrived by train at noon.", "en") == []


def test_the_language_is_found_when_nobody_says_it():
    assert [one.kind for one in suggest_acts(SAID["ru"]["refusal"])] == ["refusal"]
