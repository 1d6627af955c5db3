"""Agreements as offices word them: what was signed or agreed, by whom and when; and what was only talked about."""

from __future__ import annotations

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.extraction.entities import Agreement
from kgtool.extraction.world import World
from kgtool.reading import read_bytes

HEAD = "Partners move on\n\n14 June 2023\n\n"
MET = HEAD + "On 12 June 2023 the JPO and the KIPO held their annual bilateral meeting in Tokyo. "


def world_of(text: str, knowledge: Knowledge) -> World:
    return extract(read_bytes(text.encode(), "example.txt"), knowledge).world


def told(agreement: Agreement) -> tuple[str, set[str], str]:
    return agreement.kind, {o.slug for o, _ in agreement.parties}, agreement.when.start


SIGNED = {
    "active": ("On 9 June 2023 the EPO and the JPO signed a Memorandum of Understanding.", "memorandum", "2023-06-09"),
    "signatures": (
        "On 9 June 2023 the EPO and the JPO put their signatures to a joint declaration.",
        "declaration",
        "2023-06-09",
    ),
    "inked": ("The EPO and the JPO inked a work plan for 2024-2026 on 9 June 2023.", "work-plan", "2023-06-09"),
    "passive": (
        "A memorandum of understanding between the EPO and the JPO was concluded on 9 June 2023.",
        "memorandum",
        "2023-06-09",
    ),
    "participle": (
        "They built on the Memorandum of Understanding between the EPO and the JPO, signed on 9 June 2023.",
        "memorandum",
        "2023-06-09",
    ),
    "clause": (
        "It takes the place of the memorandum which the EPO and the JPO had signed on 9 June 2021.",
        "memorandum",
        "2021-06-09",
    ),
    "noun": (
        "The visit ended with the signing of a memorandum of understanding between the EPO and the JPO on 9 June 2023.",
        "memorandum",
        "2023-06-09",
    ),
    "dated": (
        "The Memorandum of Understanding between the EPO and the JPO, which dates from 9 June 2021, ends soon.",
        "memorandum",
        "2021-06-09",
    ),
    "purpose": (
        "On 9 June 2023 the EPO and the JPO used the occasion to meet and sign an action plan for 2024-2025.",
        "action-plan",
        "2023-06-09",
    ),
    "present": ("9 June 2023: The EPO and the JPO sign a Memorandum of Understanding.", "memorandum", "2023-06-09"),
    "prolonged": (
        "By letters exchanged on 9 June 2023, the EPO and the JPO prolonged their Patent Prosecution Highway.",
        "other",
        "2023-06-09",
    ),
    "heads of": (
        "On 9 June 2023 the heads of the EPO and the JPO issued a joint statement.",
        "joint-statement",
        "2023-06-09",
    ),
    "took place": (
        "The signing of a Memorandum of Cooperation between the EPO and the JPO took place on 9 June 2023.",
        "memorandum",
        "2023-06-09",
    ),
    "have had": ("The EPO and the JPO have had a memorandum of understanding since 2011.", "memorandum", "2011"),
    "deal": ("The EPO and the JPO inked a deal on training on 9 June 2023.", "other", "2023-06-09"),
    "cleft": (
        "What was signed on 9 June 2023 is a work plan between the EPO and the JPO.",
        "work-plan",
        "2023-06-09",
    ),
    "headless": (
        "Memorandum of understanding between the EPO and the JPO on training. Signed in Munich on 9 June 2023.",
        "memorandum",
        "2023-06-09",
    ),
    "signed it": (
        "What there is, is an Action Plan for training. The EPO and the JPO signed it on 9 June 2023.",
        "action-plan",
        "2023-06-09",
    ),
    "apposition": (
        "9 June 2023: The EPO and the JPO, its partner of old, agree in Lisbon on a joint road map.",
        "roadmap",
        "2023-06-09",
    ),
    "they": (
        "The EPO and the JPO told the others that they had concluded a memorandum of understanding on 9 June 2023.",
        "memorandum",
        "2023-06-09",
    ),
    "year above": (
        "Milestones\n\n2014\n\n**26 September** - Geneva. The EPO and the JPO sign a Memorandum of Cooperation.",
        "memorandum",
        "2014-09-26",
    ),
    "month above": (
        "Milestones\n\nMARCH 2022\n\n(7) The EPO and the JPO adopt a work plan.",
        "work-plan",
        "2022-03-07",
    ),
    "result": (
        "9 June 2023: Videoconference of the EPO and the JPO. Result: a Joint Statement on quality.",
        "joint-statement",
        "2023-06-09",
    ),
    "told in": (
        "On 9 June 2023, in a joint statement, the EPO and the JPO welcomed new members.",
        "joint-statement",
        "2023-06-09",
    ),
    "parties apart": (
        "A memorandum of understanding was signed on 9 June 2023. The parties to it are the EPO and the JPO.",
        "memorandum",
        "2023-06-09",
    ),
    "became": (
        "Since 9 June 2023, when the JPO became the first to sign a validation agreement with the EPO, all is well.",
        "other",
        "2023-06-09",
    ),
    "section": (
        "Letter\n\n9 June 2023 - Munich\n\nThe EPO and the JPO signed a declaration of intent.",
        "declaration",
        "2023-06-09",
    ),
    "relative clause": (
        "It goes back to the EPO and the JPO, which met in Munich on 9 June 2023 and adopted a work plan.",
        "work-plan",
        "2023-06-09",
    ),
    "letters": ("On 9 June 2023 the EPO and the JPO signed an Exchange of Letters.", "other", "2023-06-09"),
    "results of": (
        "9 June 2023: Talks of the EPO and the JPO. Result of the talks: an action plan.",
        "action-plan",
        "2023-06-09",
    ),
    "high point": (
        "The high point was the signature of a declaration between the EPO and the JPO on 9 June 2023.",
        "declaration",
        "2023-06-09",
    ),
    "hyphenated": (
        "On 9 June 2023 Mr Jon Albery and Ms Mira Solberg signed the EPO-JPO Work Plan 2024.",
        "work-plan",
        "2023-06-09",
    ),
}


@pytest.mark.parametrize(("sentence", "kind", "day"), SIGNED.values(), ids=SIGNED.keys())
def test_a_document_that_two_signed_has_kind_parties_and_day(
    sentence: str, kind: str, day: str, knowledge: Knowledge
) -> None:
    world = world_of(HEAD + sentence + "\n", knowledge)

    assert [told(a) for a in world.agreements] == [(kind, {"epo", "jpo"}, day)]


AGREED = {
    "settled on": "The two offices settled on a common calendar of training courses.",
    "green light": "The two offices gave the green light to a common calendar of training courses.",
    "impersonal": "It was resolved that a common calendar of training courses would be kept.",
    "consensus": "The two sides reached a consensus on a common calendar of training courses.",
    "endorsed": "The two offices endorsed a common calendar of training courses.",
    "bullets": "The two offices agreed:\n\n- to keep a common calendar of training courses;",
    "verbs in bullets": "The two offices\n\n- approved a common calendar of training courses;",
    "heading": "\n\nWhat was decided\n\n- A common calendar of training courses will be kept.",
    "announced": "Two things were agreed:\n\n- There will be a common calendar of training courses.",
    "present": "The JPO and the KIPO agree to keep a common calendar of training courses.",
    "decision": "A decision to keep a common calendar of training courses was taken.",
    "label": "Decision: the offices will keep a common calendar of training courses.",
    "them": "A common calendar of training courses. The two offices approved it unanimously.",
    "row": "\n\n| Topic | Result |\n|---|---|\n| A common calendar of training courses | agreed |\n| Fees | put off |",
    "outcome": "As the outcome of the meeting, a common calendar of training courses is to be kept.",
    "emphasis": "The two offices **agreed** to keep a common calendar of training courses.",
    "partners": "The partners endorsed a common calendar of training courses.",
    "there was": "There was agreement on a common calendar of training courses.",
    "with": "The JPO agreed with the KIPO to keep a common calendar of training courses.",
    "that": "The two offices agreed to share tools, and that a common calendar of training courses will be kept.",
    "other clause": "It was agreed to keep a common calendar of training courses; a common form was liked by some.",
    "decree": "The two offices\n\n1. AGREE to keep a common calendar of training courses.",
}


@pytest.mark.parametrize("sentence", AGREED.values(), ids=AGREED.keys())
def test_what_was_agreed_without_a_document_is_an_item_of_the_meeting(sentence: str, knowledge: Knowledge) -> None:
    world = world_of(MET + sentence + "\n", knowledge)

    items = [a for a in world.agreements if "common calendar of training courses" in a.subject]

    assert [told(a) for a in items] == [("agreed-item", {"jpo", "kipo"}, "2023-06-12")]


NOTHING = {
    "to be signed": "A Memorandum of Understanding is to be signed next year.",
    "draft": "The two offices went through a draft Memorandum of Understanding.",
    "approved draft": "The two offices passed the draft Memorandum of Understanding on to their lawyers.",
    "proposed": "The JPO proposed to sign a Memorandum of Understanding.",
    "considered": "The two offices considered signing a Memorandum of Understanding.",
    "negotiations": "The two offices concluded a first round of negotiations on a Memorandum of Understanding.",
    "hoped": "It is hoped that a joint declaration can be signed in the spring.",
    "nobody": "No document was signed in Tokyo.",
    "not approved": "The common trademark search engine was **not** approved.",
    "no agreement": "No agreement was reached on a common form.",
    "will": "The two offices will adopt a work plan in May 2024.",
    "wording": "The wording of the joint statement was discussed.",
    "many": "The JPO has concluded more than thirty memoranda with its counterparts.",
    "of itself": "The new Agreement established a comprehensive cooperation framework.",
    "minutes": "The minutes of the last meeting were approved without change.",
    "offer": "The offer was accepted with thanks.",
    "asked": "Care is needed when it is decided where new offices will be opened.",
    "by one": "An applicant whose claims are accepted by one office can go on.",
    "with": "The two heads agreed with the speaker from industry.",
    "tone": "The two offices adopted a relaxed tone.",
    "see": "The JPO would like to see a memorandum signed.",
    "sent back": "\n\nDecisions\n\n- The draft protocol was sent back to its authors.",
    "which": "They spoke of the fast lane which the offices agreed on in May 2019.",
    "own affair": "The JPO approved new fees for trade marks.",
}


@pytest.mark.parametrize("sentence", NOTHING.values(), ids=NOTHING.keys())
def test_what_is_only_planned_drafted_or_denied_is_no_agreement(sentence: str, knowledge: Knowledge) -> None:
    assert world_of(MET + sentence + "\n", knowledge).agreements == []


def test_of_two_documents_signed_respectively_each_has_its_date(knowledge: Knowledge) -> None:
    world = world_of(HEAD + "The EPO and the JPO signed two agreements, in 1996 and 2005 respectively.\n", knowledge)

    assert [a.when.start for a in world.agreements] == ["1996", "2005"]


def test_bilateral_plans_have_one_partner_each(knowledge: Knowledge) -> None:
    text = HEAD + "The EPO signed two bilateral work plans one after another: with the JPO and with the KIPO.\n"

    assert [told(a)[1] for a in world_of(text, knowledge).agreements] == [{"epo", "jpo"}, {"epo", "kipo"}]


def test_each_of_several_documents_has_the_day_beside_its_partner(knowledge: Knowledge) -> None:
    several = "The EPO signed two work plans this year: with the JPO on 4 January and with the KIPO on 6 February.\n"
    another = "The EPO signed a work plan with the JPO on 4 January 2023 and one with the KIPO on 6 February 2023.\n"

    for text in (several, another):
        assert [told(a) for a in world_of(HEAD + text, knowledge).agreements] == [
            ("work-plan", {"epo", "jpo"}, "2023-01-04"),
            ("work-plan", {"epo", "kipo"}, "2023-02-06"),
        ]


def test_a_weekday_is_one_of_the_meetings_days(knowledge: Knowledge) -> None:
    text = HEAD + (
        "On 6 to 9 June 2023 the EPO and the JPO held their annual bilateral meeting in Tokyo. "
        "The two offices signed a work plan on Thursday.\n"
    )

    assert [a.when.start for a in world_of(text, knowledge).agreements] == ["2023-06-08"]


def test_a_treaty_of_long_ago_is_no_agreement_of_the_offices(knowledge: Knowledge) -> None:
    assert world_of(HEAD + "The Paris Convention was concluded in 1883.\n", knowledge).agreements == []


def test_of_two_papers_each_is_told_by_a_sentence_of_its_own(knowledge: Knowledge) -> None:
    text = MET + "The two offices signed two papers. One is a Memorandum of Understanding. The other is a Work Plan.\n"

    assert [told(a)[:2] for a in world_of(text, knowledge).agreements] == [
        ("memorandum", {"jpo", "kipo"}),
        ("work-plan", {"jpo", "kipo"}),
    ]


def test_what_an_organ_decides_its_organisation_decides(knowledge: Knowledge) -> None:
    text = HEAD + (
        "The Administrative Council of the African Regional Intellectual Property Organization (ARIPO) met "
        "in Harare on 12 June 2023. Botswana was represented by its Registrar. The budget for 2024 was approved.\n"
    )

    assert [told(a)[1] for a in world_of(text, knowledge).agreements] == [{"aripo"}]


def test_what_is_marked_as_the_line_above_a_list_is_no_item_of_it(knowledge: Knowledge) -> None:
    text = MET + "\n\n* The following was agreed:\n - Two examiners will travel.\n\n* Besides, a film was shown.\n"

    assert [a.subject for a in world_of(text, knowledge).agreements] == ["Two examiners will travel"]


def test_a_question_is_answered_by_what_was_adopted(knowledge: Knowledge) -> None:
    text = MET + "\n\nWas anything adopted?\n\nA joint statement, yes.\n"

    assert [told(a)[0] for a in world_of(text, knowledge).agreements] == ["joint-statement"]


def test_a_document_that_is_taken_for_granted_is_there(knowledge: Knowledge) -> None:
    text = MET + "It puts flesh on the bones of the Memorandum of Cooperation between the two offices.\n"

    assert [told(a) for a in world_of(text, knowledge).agreements] == [("memorandum", {"jpo", "kipo"}, "")]


def test_what_was_renewed_is_of_those_who_signed_the_renewal(knowledge: Knowledge) -> None:
    text = (
        HEAD + "The PPH, by which all go faster, was renewed on 9 June 2023. The EPO and the JPO signed the renewal.\n"
    )

    assert [told(a) for a in world_of(text, knowledge).agreements] == [("other", {"epo", "jpo"}, "2023-06-09")]


def test_of_a_document_that_replaces_another_both_are_there(knowledge: Knowledge) -> None:
    text = HEAD + "On 9 June 2023 the EPO and the JPO signed a memorandum, which replaces that of 2015.\n"

    assert [told(a) for a in world_of(text, knowledge).agreements] == [
        ("memorandum", {"epo", "jpo"}, "2023-06-09"),
        ("memorandum", {"epo", "jpo"}, "2015"),
    ]


def test_a_counted_group_is_those_that_the_text_names_so_many_of(knowledge: Knowledge) -> None:
    text = (
        HEAD + "The annual meeting was held on 9 June 2023. The EPO, the JPO and the KIPO were there. WIPO was an "
        "observer. The three offices agreed to keep a common calendar.\n"
    )

    assert [told(a)[1] for a in world_of(text, knowledge).agreements] == [{"epo", "jpo", "kipo"}]


def test_whoever_takes_part_in_a_programme_may_be_listed(knowledge: Knowledge) -> None:
    text = (
        "Questions\n\n# What is NORTHEX?\n\nNORTHEX, a programme in which offices share results, goes on.\n\n"
        "# Which offices take part?\n\n- EPO\n- JPO\n- KIPO\n"
    )

    assert [{o.slug for o, _ in i.parties} for i in world_of(text, knowledge).initiatives] == [{"epo", "jpo", "kipo"}]


def test_each_line_of_a_list_has_a_partner_of_its_own(knowledge: Knowledge) -> None:
    line = ": memorandum of understanding signed\n"
    text = f"News of the USPTO\n\nCalls\n\n- EPO{line}- JPO{line}"

    world = world_of(text, knowledge)

    assert [told(a)[:2] for a in world.agreements] == [
        ("memorandum", {"uspto", "epo"}),
        ("memorandum", {"uspto", "jpo"}),
    ]


def test_years_of_validity_are_no_date(knowledge: Knowledge) -> None:
    text = MET + "The two offices signed a Memorandum of Understanding, valid for three years until 2026.\n"

    assert [a.when.start for a in world_of(text, knowledge).agreements] == ["2023-06-12"]


def test_with_one_partner_the_other_is_told_by_the_text(knowledge: Knowledge) -> None:
    text = HEAD + "On 9 June 2023 the EPO signed memoranda of understanding with the JPO and with the KIPO.\n"

    assert [told(a)[1] for a in world_of(text, knowledge).agreements] == [{"epo", "jpo", "kipo"}]


def test_a_second_one_between_others_is_another(knowledge: Knowledge) -> None:
    text = (
        HEAD + "A memorandum between the EPO and the KIPO and a second one between the EPO and the JPO were signed.\n"
    )

    assert [told(a)[1] for a in world_of(text, knowledge).agreements] == [{"epo", "kipo"}, {"epo", "jpo"}]


INITIATIVES = {
    "called": ("The EPO and the JPO launched a pilot called Open Desk in May.", "Open Desk", "pilot"),
    "known as": ("They agreed on a pilot for search reports, to be known as BRIDGE.", "BRIDGE", "pilot"),
    "quoted": ('Attention was paid to the project "Northern Library".', "Northern Library", "project"),
    "apposition": ("They reviewed SUNRISE, the system through which results are shared.", "SUNRISE", "system"),
    "small": ("The offices extended the shared citation pilot.", "shared citation pilot", "pilot"),
    "task force": ("The offices set up the Sequence Listing Task Force.", "Sequence Listing Task Force", "task-force"),
    "headline": ("Launch Quality Exchange Programme", "Quality Exchange Programme", "programme"),
    "quotes": ("They reviewed the project 'Northern Library' in May.", "Northern Library", "project"),
    "between commas": ("They agreed on a pilot, Open Desk, which saves time.", "Open Desk", "pilot"),
    "coined": ("It was done under the NorthLib project.", "NorthLib project", "project"),
    "shared": ("A regional database of designs was welcomed.", "regional database of designs", "system"),
    "code": ("They reviewed the project CP8 in May.", "CP8", "project"),
    "our": ("Requests come through DeskNet, our filing system.", "DeskNet", "system"),
    "pilot with": ("FindMark, a common search tool for trade marks (pilot with Chile)", "FindMark", "pilot"),
    "study": ("They accepted the Partial Names Study.", "Partial Names Study", "project"),
    "bracket": ("They reviewed their pilot on sorting by machine (SORTBOT).", "SORTBOT", "pilot"),
    "you know as": (
        "There is a register of agents, which you know as the Northern Register.",
        "Northern Register",
        "system",
    ),
    "one on": ("They started two projects, one on names.", "project on names", "project"),
    "programme for": (
        "They extended the training programme for young examiners by a year.",
        "training programme for young examiners",
        "programme",
    ),
    "project on": ("They endorsed the project on old registers.", "project on old registers", "project"),
    "scheme between": ("The exchange scheme between the EPO and the JPO goes on.", "exchange scheme", "programme"),
    "named after its noun": ("The programme Northern Lights starts in June.", "Northern Lights", "programme"),
    "in operation": (
        "A PPH pilot between the EPO and the JPO is already in operation.",
        "PPH pilot",
        "pilot",
    ),
    "begun": ("They have begun an exchange of examiners.", "exchange of examiners", "programme"),
    "highway": (
        "The Patent Prosecution Highway between the EPO and the JPO began.",
        "Patent Prosecution Highway",
        "programme",
    ),
}


@pytest.mark.parametrize(("sentence", "name", "kind"), INITIATIVES.values(), ids=INITIATIVES.keys())
def test_the_words_around_a_name_make_it_an_initiative(
    sentence: str, name: str, kind: str, knowledge: Knowledge
) -> None:
    world = world_of(MET + "\n\n" + sentence + "\n", knowledge)

    assert [(i.name, i.kind) for i in world.initiatives] == [(name, kind)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A Patent Prosecution Highway was among the subjects discussed.",
        "The JPO handed over a proposal of a PPH.",
        "They will sign an agreement on the exchange of examiners.",
        "The Annual Work Programme was adopted.",
        "They talked about the new pilot.",
        "The programme of the day ended with a concert.",
        "The project on fees was rejected.",
        "The project for a new building is in other hands.",
        "They signed a memorandum on the exchange of examiners.",
    ],
)
def test_what_is_only_thought_of_is_no_initiative(sentence: str, knowledge: Knowledge) -> None:
    assert world_of(MET + sentence + "\n", knowledge).initiatives == []


def test_names_quoted_where_projects_are_spoken_of_are_projects(knowledge: Knowledge) -> None:
    text = MET + '\n\nThe offices have two new projects. "Northern Library" and "Southern Archive" were adopted.\n'

    assert [(i.name, i.kind) for i in world_of(text, knowledge).initiatives] == [
        ("Northern Library", "project"),
        ("Southern Archive", "project"),
    ]


def test_lines_below_projects_are_projects_but_for_what_they_call_themselves(knowledge: Knowledge) -> None:
    text = (
        MET + "\n\nIts projects:\n\n- e-DESK, the platform on which examiners meet;\n- a common course for examiners.\n"
    )

    assert [(i.name, i.kind) for i in world_of(text, knowledge).initiatives] == [
        ("e-DESK", "system"),
        ("common course for examiners", "project"),
    ]


def test_who_takes_part_in_an_initiative_is_read_beside_its_name(knowledge: Knowledge) -> None:
    text = MET + 'The project "Northern Library", in which the EPO and the KIPO participate, goes on.\n'

    assert [{o.slug for o, _ in i.parties} for i in world_of(text, knowledge).initiatives] == [{"epo", "kipo"}]
