"""FHIR R4 Questionnaire with the weights and the scores of Structured Data Capture (SDC).

A dimension is a group, an item a question whose linkId is its id; linkIds that the form adds begin with '_',
which an id never does. Each answer carries its weight, 6 - x where the item describes the opposite; 'not
applicable' has none. A score is a FHIRPath expression over those weights: the points of `scoring`, without
the interval. Aspects have no place in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from content import LANGUAGES, Dimension, Item, Profile, Text
from formats.confidence import CONFIDENCE

HL7: Final = "http://hl7.org/fhir/StructureDefinition"
WEIGHT: Final = f"{HL7}/itemWeight"
VARIABLE: Final = f"{HL7}/variable"
TRANSLATION: Final = f"{HL7}/translation"
CALCULATED: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
ITEM_CONTROLS: Final = "http://hl7.org/fhir/questionnaire-item-control"
NOT_APPLICABLE: Final = "not_applicable"

Element = dict[str, Any]


def to_fhir(profile: Profile) -> Element:
    """The profile as the JSON of a Questionnaire."""
    return {
        "resourceType": "Questionnaire",
        "language": LANGUAGES[0],
        "version": profile.version,
        **_text("title", profile.title),
        "status": "active",
        "subjectType": ["Practitioner"],
        **_text("description", profile.introduction),
        **_text("copyright", profile.source),
        "item": [
            _display("_for_whom", profile.for_whom),
            _works_with(profile),
            _confidence(profile),
            _display("_stem", profile.stem),
            *(_group(profile, dimension) for dimension in profile.dimensions.values()),
            *([_display("_not_replaced", profile.not_replaced)] if profile.not_replaced else []),
            {
                "linkId": "_scores",
                "type": "group",
                "item": [_score(dimension) for dimension in profile.dimensions.values()],
            },
        ],
    }


def _works_with(profile: Profile) -> Element:
    return {
        "linkId": "_works_with",
        "type": "choice",
        **_text("text", profile.works_with_question),
        "answerOption": [{"valueCoding": _coding(c.id, c.label)} for c in profile.works_with],
    }


def _confidence(profile: Profile) -> Element:
    """A slider from 0 to 10, with a display inside it for each end."""
    ends = {"lower": profile.confidence.low, "upper": profile.confidence.high}
    return {
        "linkId": "_sure",
        "type": "integer",
        **_text("text", profile.confidence.question),
        "extension": [
            _item_control("slider"),
            {"url": f"{HL7}/questionnaire-sliderStepValue", "valueInteger": 1},
            {"url": f"{HL7}/minValue", "valueInteger": CONFIDENCE[0]},
            {"url": f"{HL7}/maxValue", "valueInteger": CONFIDENCE[-1]},
        ],
        "item": [
            {
                "linkId": f"_sure.{control}",
                "type": "display",
                "extension": [_item_control(control)],
                **_text("text", text),
            }
            for control, text in ends.items()
        ],
    }


def _group(profile: Profile, dimension: Dimension) -> Element:
    return {
        "linkId": _group_id(dimension),
        "type": "group",
        **_text("text", dimension.name),
        "item": [question for item in dimension.items.values() for question in _questions(profile, item)],
    }


def _display(link_id: str, text: Text) -> Element:
    return {"linkId": link_id, "type": "display", **_text("text", text)}


def _group_id(dimension: Dimension) -> str:
    return f"_{dimension.part}.{dimension.id}"


def _questions(profile: Profile, item: Item) -> Iterator[Element]:
    """The item, and its second wording as a question of its own; a form shows one of the two."""
    options = _options(profile, opposite=item.opposite)
    if item.minors is None:
        yield _question(item.id, item.text, options)
        return
    not_said = {"question": "_works_with", "operator": "exists", "answerBoolean": False}
    yield _question(item.id, item.text, options, [not_said, _works_with_is(profile, "adults")])
    minors = [_works_with_is(profile, whom) for whom in ("minors", "both")]
    yield _question(f"_minors.{item.id}", item.minors, options, minors)


def _question(link_id: str, text: Text, options: list[Element], when: list[Element] | None = None) -> Element:
    shown = {"enableWhen": when, "enableBehavior": "any"} if when else {}
    return {"linkId": link_id, "type": "choice", **_text("text", text), **shown, "answerOption": options}


def _works_with_is(profile: Profile, whom: str) -> Element:
    label = next(choice.label for choice in profile.works_with if choice.id == whom)
    return {"question": "_works_with", "operator": "=", "answerCoding": _coding(whom, label)}


def _options(profile: Profile, *, opposite: bool) -> list[Element]:
    weighted = [
        {
            "extension": [{"url": WEIGHT, "valueDecimal": 6 - value if opposite else value}],
            "valueCoding": _coding(str(value), label),
        }
        for value, label in profile.scale.items()
    ]
    return [*weighted, {"valueCoding": _coding(NOT_APPLICABLE, profile.not_applicable)}]


def _score(dimension: Dimension) -> Element:
    """25 (mean weight - 1), where at least two thirds and three items have a weight; else nothing."""
    needed = max(3, -(-2 * len(dimension.items) // 3))
    weights = f"%resource.item.where(linkId = '{_group_id(dimension)}').item.answer.value.weight()"
    mean = "%weights.aggregate($this + $total, 0) / %weights.count()"
    return {
        "linkId": f"_score.{dimension.id}",
        "type": "decimal",
        **_text("text", dimension.name),
        "readOnly": True,
        "extension": [
            {"url": VARIABLE, "valueExpression": {**_fhirpath(weights), "name": "weights"}},
            {
                "url": CALCULATED,
                "valueExpression": _fhirpath(f"iif(%weights.count() >= {needed}, 25 * ({mean} - 1), {{}})"),
            },
        ],
    }


def _fhirpath(expression: str) -> Element:
    return {"language": "text/fhirpath", "expression": expression}


def _item_control(code: str) -> Element:
    coding = {"system": ITEM_CONTROLS, "code": code}
    return {"url": f"{HL7}/questionnaire-itemControl", "valueCodeableConcept": {"coding": [coding]}}


def _coding(code: str, label: Text) -> Element:
    return {"code": code, **_text("display", label)}


def _text(key: str, text: Mapping[str, str]) -> Element:
    """A text in the first language, with its translations beside it."""
    translations = [
        {
            "url": TRANSLATION,
            "extension": [
                {"url": "lang", "valueCode": language},
                {"url": "content", "valueString": text[language]},
            ],
        }
        for language in LANGUAGES[1:]
    ]
    return {key: text[LANGUAGES[0]], f"_{key}": {"extension": translations}}
