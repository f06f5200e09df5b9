"""A reflection in short sentences: the outcome, how sure it is, and what it is not.

Sentences describe behaviour. Certainty is said as '19 of 20 people', which is easier to read than a
percentage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from babel.lists import format_list

from content import Item, Profile, WorksWith, babel_locale, interface_words
from report.facts import whole
from scoring import Reflection, Suggestion

CERTAINTY_STEPS: Final = ((0.99, 99, 100), (0.95, 19, 20), (0.0, 9, 10))
"""(probability from which on, people, of how many), rounded down.

The set to work on has .90 or more (docs/design/scoring.md#method), so the last step has no lower bound.
"""


def outcome(profile: Profile, reflection: Reflection, language: str) -> str:
    """Which attitude dimensions stand out, or that none does."""
    _ = interface_words(language).gettext
    attitude, scored = profile.part("attitude"), _scored(profile, reflection)
    if not scored:
        return _("None of the sides of your attitude has a score yet: too few statements count.")
    if len(scored) == 1:
        name = quoted_names(profile, scored, language)
        return _("Only {dimension} has a score so far. Comparing takes at least two.").format(dimension=name)
    number = _in_words(len(scored), language)
    if len(reflection.lowest) == len(scored):
        if len(scored) == len(attitude):
            text = _("Your answers show no clear difference between the {number} sides of your attitude.")
        else:
            text = _("Your answers show no clear difference between the {number} sides with a score.")
        return text.format(number=number)
    names = quoted_names(profile, reflection.lowest, language)
    if len(scored) == len(attitude):
        text = _("Of the {number} sides of your attitude, {dimensions} comes out lowest.")
    else:
        text = _("Of the {number} sides with a score, {dimensions} comes out lowest.")
    if reflection.clear:
        text = " ".join((text, _("This one stands out.")))
    return text.format(number=number, dimensions=names)


def certainty(profile: Profile, reflection: Reflection, language: str) -> str | None:
    """How sure the outcome is, or why there is no clear difference; None if nothing is compared."""
    _ = interface_words(language).gettext
    scored = _scored(profile, reflection)
    if len(scored) < 2:
        return None
    if len(reflection.lowest) == len(scored):
        if len({whole(reflection.dimensions[name].score or 0.0) for name in scored}) == 1:
            return _("All of them have the same score.")
        return _("The scores lie too close together for that, or the answers within one side too far apart.")
    probability = sum(reflection.dimensions[name].p_lowest or 0.0 for name in reflection.lowest)
    step = next(step for step in CERTAINTY_STEPS if probability >= step[0])
    sure = {99: _("almost certain"), 19: _("very sure"), 9: _("fairly sure")}[step[1]]
    if len(reflection.lowest) == 1:
        text = _("That is {sure}: it holds for about {hits} of {people} people who answer like this.")
    else:
        text = _(
            "That it is one of these is {sure}: it holds for about {hits} of {people} people who answer like"
            " this. Which one, your answers leave open."
        )
    return text.format(sure=sure, hits=step[1], people=step[2])


def dimension_line(profile: Profile, reflection: Reflection, dimension: str, language: str) -> str:
    """One dimension's score, interval and number of answers, or why it has no score."""
    _ = interface_words(language).gettext
    ngettext = interface_words(language).ngettext
    name, found = profile.dimensions[dimension].name[language], reflection.dimensions[dimension]
    if found.score is None or found.low is None or found.high is None:
        return ngettext(
            "{dimension}: no score. {answered} statement counts, and a score takes at least {needed}.",
            "{dimension}: no score. {answered} statements count, and a score takes at least {needed}.",
            found.answered,
        ).format(dimension=name, answered=found.answered, needed=found.needed)
    return _(
        "{dimension}: {score} of 100. With 90 percent certainty it lies between {low} and {high}."
        " {answered} of {items} statements count."
    ).format(
        dimension=name,
        score=whole(found.score),
        low=whole(found.low),
        high=whole(found.high),
        answered=found.answered,
        items=found.items,
    )


def chart_line(profile: Profile, language: str) -> str:
    """What the point and the bar of a chart mean, shown before the chart."""
    _ = interface_words(language).gettext
    return _(
        "The point is your score: 0 is ‘{never}’ and 100 is ‘{always}’. The bar shows what your score may be"
        " as well: a few statements cannot tell it exactly."
    ).format(never=profile.scale[1][language], always=profile.scale[5][language])


def same_answer_remark(profile: Profile, reflection: Reflection, language: str) -> str | None:
    """A remark if a dimension's statements and their opposites all got the same answer."""
    if not reflection.same_answer:
        return None
    _ = interface_words(language).gettext
    return _(
        "At {dimensions} you gave the same answer throughout. Some statements there describe the opposite"
        " behaviour, so you may like to read them once more. Your answers count all the same."
    ).format(dimensions=quoted_names(profile, reflection.same_answer, language, style="standard"))


def reading_notes(profile: Profile, language: str) -> tuple[str, ...]:
    """How to read the scores: 0 and 100, 'lowest', and the uneven interval."""
    _ = interface_words(language).gettext
    return (
        _(
            "0 stands for ‘{never}’, 100 for ‘{always}’. For statements about the opposite behaviour it is"
            " the other way round. ‘{not_applicable}’ does not count."
        ).format(
            never=profile.scale[1][language],
            always=profile.scale[5][language],
            not_applicable=capital(profile.not_applicable[language]),
        ),
        _(
            "‘Lowest’ means: seen least often in your answers, on these statements. It is about what you"
            " did in the past months, not about who you are."
        ),
        _(
            "For the sides of your attitude, the bar reaches further towards your own average than away"
            " from it. A score that stands out is partly chance."
        ),
    )


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def what_this_is(profile: Profile, language: str) -> tuple[str, ...]:
    """What the reflection is, and what it does not replace."""
    _ = interface_words(language).gettext
    mirror = _(
        "This is a mirror, not a test. It does not say whether you are fit for your work, and it has no"
        " place in an appraisal."
    )
    return (mirror,) if profile.not_replaced is None else (mirror, profile.not_replaced[language])


def topics_line(
    profile: Profile, reflection: Reflection, suggestions: Sequence[Suggestion], language: str
) -> str:
    """How the topics were chosen, or why there are none."""
    _ = interface_words(language).gettext
    scored = _scored(profile, reflection)
    if suggestions and 1 < len(scored) == len(reflection.lowest):
        return _("There is no clear difference, so single answers led to these topics.")
    if suggestions:
        return _("These topics were chosen by your answers. Under each you see which ones.")
    if scored:
        return _("None of your answers lies below the others, so none leads to a topic. Choose one you like.")
    return _(
        "Topics are chosen by your answers. For that, too few statements count so far. You can choose one"
        " yourself."
    )


def answer_words(profile: Profile, reflection: Reflection, item: str, language: str) -> str:
    """The answer to one item, in the words of the scale."""
    _ = interface_words(language).gettext
    if item not in reflection.answers:
        return _("not answered")
    answer = reflection.answers[item]
    return (profile.not_applicable if answer is None else profile.scale[answer])[language]


def counts_as(item: Item, language: str) -> str:
    """The remark after an opposite item's statement, with a space before it; empty for other items."""
    _ = interface_words(language).gettext
    return " " + _("(counts the other way round)") if item.opposite else ""


def confidence_line(profile: Profile, confidence: int | None, language: str) -> str | None:
    """The question how sure one feels with its answer; None if it was not answered."""
    if confidence is None:
        return None
    _ = interface_words(language).gettext
    asked = profile.confidence
    return _("{question} You chose {confidence} (0 = {low}, 10 = {high}).").format(
        question=asked.question[language],
        confidence=confidence,
        low=asked.low[language],
        high=asked.high[language],
    )


def works_with_words(profile: Profile, works_with: WorksWith, language: str) -> str:
    """With whom the reader works, in the words of the profile."""
    return next(choice.label[language] for choice in profile.works_with if choice.id == works_with)


def _scored(profile: Profile, reflection: Reflection) -> tuple[str, ...]:
    attitude = profile.part("attitude")
    return tuple(d.id for d in attitude if reflection.dimensions[d.id].score is not None)


def quoted_names(profile: Profile, dimensions: Iterable[str], language: str, *, style: str = "or") -> str:
    """The names of dimensions in quotes, as a list in words: 'A or B', or 'A and B' in the style standard."""
    quoted = [f"‘{profile.dimensions[name].name[language]}’" for name in dimensions]
    return format_list(quoted, style=style, locale=babel_locale(language))  # type: ignore[arg-type]


def _in_words(number: int, language: str) -> str:
    _ = interface_words(language).gettext
    return {2: _("two"), 3: _("three"), 4: _("four")}.get(number, str(number))
