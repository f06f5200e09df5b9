"""FHIR: a FHIR R4 library accepts the Questionnaire, and its FHIRPath expressions give our scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from typing import Any, cast

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from fhirpathpy import compile as compile_expression
from fhirpathpy.models import models
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from content import Profile, WorksWith
from formats import to_fhir
from formats.fhir import CALCULATED, NOT_APPLICABLE, TRANSLATION, VARIABLE, WEIGHT
from scoring import reflect
from tests.support.formats_profiles import PROFILES, profiles
from tests.support.scoring_profile import Given, answers_to

Element = dict[str, Any]
FORMS = {name: to_fhir(profile) for name, profile in PROFILES.items()}


def everything(element: Any) -> Iterator[Element]:
    """Every object within, however deep."""
    if isinstance(element, dict):
        yield element
    for part in (
        element.values() if isinstance(element, dict) else element if isinstance(element, list) else ()
    ):
        yield from everything(part)


def items(form: Element) -> dict[str, Element]:
    return {part["linkId"]: part for part in everything(form) if "linkId" in part}


def extension(element: Element, url: str) -> Element | None:
    return next((part for part in element.get("extension", []) if part["url"] == url), None)


@pytest.mark.parametrize("name", FORMS)
def test_a_fhir_library_accepts_it(name: str) -> None:
    read = Questionnaire.model_validate(FORMS[name])
    assert read.model_dump(mode="json").keys() >= {"resourceType", "title", "item"}
    with pytest.raises(ValidationError):
        Questionnaire.model_validate({**FORMS[name], "status": "Active!", "item": [{"linkId": 1}]})


@settings(max_examples=settings().max_examples // 5)
@given(profiles())
def test_link_ids_are_unique_for_any_profile(profile: Profile) -> None:
    form = to_fhir(profile)
    Questionnaire.model_validate(form)
    ids = [part["linkId"] for part in everything(form) if "linkId" in part]
    assert len(ids) == len({*ids})
    assert {*profile.items} <= {*ids}


@pytest.mark.parametrize("name", FORMS)
def test_every_text_is_in_both_languages(name: str) -> None:
    profile, form = PROFILES[name], FORMS[name]
    said = set()
    for element in everything(form):
        for key in ("title", "description", "copyright", "text", "display"):
            if isinstance(element.get(key), str):
                ((one,),) = (element[f"_{key}"]["extension"],)
                parts = {part["url"]: part for part in one["extension"]}
                assert (one["url"], parts["lang"]["valueCode"]) == (TRANSLATION, "en")
                said.add((element[key], parts["content"]["valueString"]))
    wanted = [profile.for_whom, *([profile.not_replaced] if profile.not_replaced else [])]
    wanted += [profile.title, profile.introduction, profile.source, profile.stem, profile.not_applicable]
    wanted += [profile.works_with_question, *(choice.label for choice in profile.works_with)]
    wanted += [*profile.scale.values()]
    wanted += [profile.confidence.question, profile.confidence.low, profile.confidence.high]
    wanted += [d.name for d in profile.dimensions.values()]  # the ideal is not said above its statements
    wanted += [text for item in profile.items.values() for text in (item.text, item.minors) if text]
    assert said == {(text["nl"], text["en"]) for text in wanted}


def weights(question: Element) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for option in question["answerOption"]:
        weight = extension(option, WEIGHT)
        found[option["valueCoding"]["code"]] = weight["valueDecimal"] if weight else None
    return found


@pytest.mark.parametrize("name", FORMS)
def test_each_answer_has_its_weight(name: str) -> None:
    form = items(FORMS[name])
    upright = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, NOT_APPLICABLE: None}
    turned = {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1, NOT_APPLICABLE: None}
    for item in PROFILES[name].items.values():
        for link_id in (item.id, *([f"_minors.{item.id}"] if item.minors else [])):
            assert weights(form[link_id]) == (turned if item.opposite else upright)


def is_asked(question: Element, works_with: str | None) -> bool:
    """Whether the question shows, read from its own conditions."""
    met = []
    for condition in question.get("enableWhen", []):
        assert condition["question"] == "_works_with"
        if condition["operator"] == "exists":
            met.append((works_with is not None) == condition["answerBoolean"])
        else:
            met.append(works_with is not None and condition["answerCoding"]["code"] == works_with)
    assert len(met) < 2 or question["enableBehavior"] == "any"
    return not met or any(met)


def response(form: Element, answers: Given, works_with: str | None) -> Element:
    """The answers as a QuestionnaireResponse, each coding with its weight, as an SDC form filler keeps it."""
    groups = []
    for group in (part for part in form["item"] if part["type"] == "group" and part["linkId"] != "_scores"):
        answered = []
        for question in (part for part in group["item"] if part["type"] == "choice"):
            item = question["linkId"].removeprefix("_minors.")
            if item not in answers or not is_asked(question, works_with):
                continue
            code = NOT_APPLICABLE if answers[item] is None else str(answers[item])
            option = next(o for o in question["answerOption"] if o["valueCoding"]["code"] == code)
            coding = {"code": code, **({"extension": option["extension"]} if "extension" in option else {})}
            answered.append({"linkId": question["linkId"], "answer": [{"valueCoding": coding}]})
        if answered:
            groups.append({"linkId": group["linkId"], "item": answered})
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        **({"item": groups} if groups else {}),
    }


def sdc_weight(codings: list[Any]) -> list[float]:
    """SDC's `weight()`, which fhirpathpy does not have: the weight on each coding."""
    found = [extension(coding, WEIGHT) for coding in codings]
    return [weight["valueDecimal"] for weight in found if weight]


WITH_WEIGHT = {"userInvocationTable": {"weight": {"fn": sdc_weight, "arity": {0: []}}}}


@cache
def compiled(expression: str) -> Callable[..., list[Any]]:
    return cast(Callable[..., list[Any]], compile_expression(expression, models["r4"], WITH_WEIGHT))


def score(item: Element, filled: Element) -> float | None:
    """The item's own calculated expression, run over a response by a FHIRPath engine."""
    known: dict[str, Any] = {"resource": filled}
    variable, calculated = (extension(item, url) for url in (VARIABLE, CALCULATED))
    assert variable is not None
    assert calculated is not None
    known["weights"] = compiled(variable["valueExpression"]["expression"])(filled, known)
    found = compiled(calculated["valueExpression"]["expression"])(filled, known)
    assert len(found) < 2
    return float(found[0]) if found else None


SHEETS: dict[str, Callable[[Profile], Given]] = {
    "all often": lambda profile: dict.fromkeys(profile.items, 4),
    "as if yes to all": lambda profile: dict.fromkeys(profile.items, 5),
    "in turn": lambda profile: {item: n % 5 + 1 for n, item in enumerate(profile.items)},
    "a third left open": lambda profile: {item: n % 5 + 1 for n, item in enumerate(profile.items) if n % 3},
    "half not applicable": lambda profile: dict(zip(profile.items, cycle((2, None)), strict=False)),
    "nothing": lambda profile: {},
}


@pytest.mark.parametrize("works_with", ["adults", "minors", "both", None])
@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("name", FORMS)
def test_expressions_give_our_scores(name: str, sheet: str, works_with: WorksWith | None) -> None:
    same_score(name, SHEETS[sheet](PROFILES[name]), works_with)


@settings(max_examples=settings().max_examples // 5)
@given(st.data(), st.sampled_from(["adults", "minors", "both", None]))
def test_expressions_give_our_scores_for_any_answers(
    data: st.DataObject, works_with: WorksWith | None
) -> None:
    name = data.draw(st.sampled_from(sorted(FORMS)))
    same_score(name, data.draw(answers_to(PROFILES[name])), works_with)


def same_score(name: str, answers: Given, works_with: WorksWith | None) -> None:
    filled = response(FORMS[name], answers, works_with)
    QuestionnaireResponse.model_validate(filled)
    ours = reflect(PROFILES[name], answers, works_with=works_with or "adults")
    form = items(FORMS[name])
    for name, dimension in ours.dimensions.items():
        theirs = score(form[f"_score.{name}"], filled)
        assert theirs == (None if dimension.score is None else pytest.approx(dimension.score, abs=1e-6))
